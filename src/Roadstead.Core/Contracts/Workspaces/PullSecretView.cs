namespace Roadstead.Core.Contracts.Workspaces;

/// <summary>The pull secret of a namespace.</summary>
/// <param name="Name">Always <c>roadstead-pull</c>.</param>
/// <param name="State">How far it is.</param>
/// <param name="Reason">A code.</param>
/// <param name="Message">The state in words.</param>
/// <param name="ChangedAt">Since when.</param>
public sealed record PullSecretView(
    string Name,
    DeliveryState State,
    string? Reason,
    string? Message,
    DateTimeOffset ChangedAt);
