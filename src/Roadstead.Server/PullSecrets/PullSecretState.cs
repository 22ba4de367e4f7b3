using Roadstead.Core.Contracts.Workspaces;

namespace Roadstead.Server.PullSecrets;

/// <summary>How the pull secret of a namespace stands.</summary>
/// <param name="State">Pending, ready or failing.</param>
/// <param name="Reason">One of <see cref="PullSecretReason"/>, or of the client's reasons; null when it is ready.</param>
/// <param name="Message">The state in words, with what to do where somebody has to.</param>
/// <param name="ChangedAt">Since when it is so; of a ready one, when its content was last written.</param>
/// <param name="WorkspaceId">The workspace that holds the namespace; empty while nothing was looked at.</param>
/// <param name="Account">The account that the secret was last seen to hold; null when none.</param>
public sealed record PullSecretState(DeliveryState State, string? Reason, string Message, DateTimeOffset ChangedAt, Guid WorkspaceId = default, string? Account = null)
{
    /// <summary>True while the default service account refers to the secret; false when the secret is there and the account does not; null when that is not known.</summary>
    public bool? AccountRefers { get; init; }

    /// <summary>The accounts at registries that the secret was last seen to hold.</summary>
    public IReadOnlyList<Guid> Identities { get; init; } = [];
}
