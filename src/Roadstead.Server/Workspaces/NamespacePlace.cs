namespace Roadstead.Server.Workspaces;

/// <summary>A namespace, and the workspace that holds it.</summary>
public sealed record NamespacePlace(string Cluster, string Namespace, string Workspace);
