namespace Roadstead.Core.Contracts.Workspaces;

/// <summary>The pull secret of a namespace.</summary>
/// <param name="Name">Always <c>roadstead-pull</c>.</param>
/// <param name="State">How far it is.</param>
/// <param name="Reason">A code.</param>
/// <param name="Message">The state in words.</param>
/// <param name="ChangedAt">Since when.</param>
/// <param name="AccountRefers">True: the namespace's default service account refers to the secret, so that pods find it by themselves. False: it does not. Null where that is not known.</param>
public sealed record PullSecretView(
    string Name,
    DeliveryState State,
    string? Reason,
    string? Message,
    DateTimeOffset ChangedAt,
    bool? AccountRefers = null);
