namespace Roadstead.Core.Contracts.Clusters;

/// <summary>A namespace of a cluster.</summary>
/// <param name="Namespace">The name.</param>
/// <param name="Workspace">The workspace that holds it; null for none.</param>
public sealed record NamespaceView(
    string Namespace,
    string? Workspace);
