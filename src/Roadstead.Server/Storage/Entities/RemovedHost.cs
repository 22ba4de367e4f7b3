namespace Roadstead.Server.Storage.Entities;

/// <summary>A host whose registry was removed: denied until an admin forgets it. Removing never opens.</summary>
public sealed class RemovedHost
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public required string Host { get; set; }

    /// <summary>The name that the registry had.</summary>
    public required string Registry { get; set; }

    /// <summary>The workspace whose registry it was; null: the platform's.</summary>
    public Guid? WorkspaceId { get; set; }

    public DateTimeOffset RemovedAt { get; set; }
}
