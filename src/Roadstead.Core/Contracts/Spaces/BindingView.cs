using Roadstead.Core.Contracts.Workspaces;

namespace Roadstead.Core.Contracts.Spaces;

/// <summary>A workspace that may use a private space.</summary>
/// <param name="Name">The workspace.</param>
/// <param name="State">How far it is.</param>
/// <param name="Reason">A code.</param>
/// <param name="Message">The state in words.</param>
/// <param name="ChangedAt">Since when.</param>
public sealed record BindingView(
    string Name,
    DeliveryState State,
    string? Reason,
    string? Message,
    DateTimeOffset ChangedAt);
