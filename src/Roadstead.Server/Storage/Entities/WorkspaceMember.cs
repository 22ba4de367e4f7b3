using Roadstead.Core.Contracts.Identity;

namespace Roadstead.Server.Storage.Entities;

public sealed class WorkspaceMember
{
    public Guid WorkspaceId { get; set; }

    public Guid UserId { get; set; }

    public WorkspaceRole Role { get; set; }

    public DateTimeOffset Since { get; set; }

    public Workspace? Workspace { get; set; }

    public User? User { get; set; }
}
