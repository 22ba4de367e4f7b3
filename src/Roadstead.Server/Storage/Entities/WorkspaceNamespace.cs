namespace Roadstead.Server.Storage.Entities;

/// <summary>A namespace in a workspace. The key (cluster, namespace) keeps it in at most one.</summary>
public sealed class WorkspaceNamespace
{
    public required string Cluster { get; set; }

    public required string Namespace { get; set; }

    public Guid WorkspaceId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public Workspace? Workspace { get; set; }
}
