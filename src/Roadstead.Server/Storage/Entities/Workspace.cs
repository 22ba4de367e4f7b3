namespace Roadstead.Server.Storage.Entities;

public sealed class Workspace : IRevisioned
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    public required string DisplayName { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public long Revision { get; set; }

    public List<WorkspaceMember> Members { get; } = [];

    public List<WorkspaceNamespace> Namespaces { get; } = [];
}
