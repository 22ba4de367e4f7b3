namespace Roadstead.Server.Storage.Entities;

/// <summary>"This private space may be used by this workspace."</summary>
public sealed class Binding
{
    public Guid SpaceId { get; set; }

    public Guid WorkspaceId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public Space? Space { get; set; }

    public Workspace? Workspace { get; set; }
}
