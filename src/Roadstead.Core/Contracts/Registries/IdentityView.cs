using Roadstead.Core.Contracts.Workspaces;

namespace Roadstead.Core.Contracts.Registries;

/// <summary>A pull identity.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Namespace">The namespace; null when it serves all of the workspace's.</param>
/// <param name="Account">The account's name.</param>
/// <param name="Generation">Counts renewals from 1.</param>
/// <param name="State">How far it is.</param>
/// <param name="ExpiresAt">When it ends; null: never.</param>
/// <param name="RotatedAt">When it was last renewed.</param>
public sealed record IdentityView(
    string Workspace,
    string Cluster,
    string? Namespace,
    string Account,
    int Generation,
    DeliveryState State,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RotatedAt)
{
    /// <summary>The spaces that an account at the registry itself may pull from; null for one of the gateway or token service, whose rights are decided at each request.</summary>
    public IReadOnlyList<string>? Spaces { get; init; }

    /// <summary>Why it is not ready: a code; null when it is.</summary>
    public string? Reason { get; init; }

    /// <summary>The reason in words.</summary>
    public string? Message { get; init; }
}
