namespace Roadstead.Core.Access.Internal;

/// <summary>Who asks.</summary>
/// <param name="Workspace">The workspace; null for none.</param>
/// <param name="AllowUnmanaged">What the asker's cluster says of hosts that no registry is integrated for.</param>
/// <param name="ClusterIsKnown">False: denied because nothing is known of the cluster.</param>
internal readonly record struct Asker(WorkspaceNode? Workspace, bool AllowUnmanaged, bool ClusterIsKnown);
