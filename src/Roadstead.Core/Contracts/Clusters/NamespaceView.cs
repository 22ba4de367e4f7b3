namespace Roadstead.Core.Contracts.Clusters;

/// <summary>A namespace of a cluster.</summary>
/// <param name="Namespace">The name.</param>
/// <param name="Workspace">The workspace that holds it; null for none.</param>
/// <param name="Exists">Whether the cluster has it, as last seen; null when that is not known, and in a standalone cluster, whose namespaces are only names.</param>
public sealed record NamespaceView(
    string Namespace,
    string? Workspace,
    bool? Exists = null);
