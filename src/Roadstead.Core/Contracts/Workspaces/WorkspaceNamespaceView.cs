namespace Roadstead.Core.Contracts.Workspaces;

/// <summary>A namespace of a workspace.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="PullSecret">Its pull secret.</param>
public sealed record WorkspaceNamespaceView(
    string Cluster,
    string Namespace,
    PullSecretView PullSecret);
