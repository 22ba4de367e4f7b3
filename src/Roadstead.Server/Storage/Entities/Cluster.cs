using Roadstead.Core.Contracts.Clusters;

namespace Roadstead.Server.Storage.Entities;

public sealed class Cluster : IRevisioned
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Never changes: rows of namespaces refer to it.</summary>
    public required string Name { get; set; }

    public ClusterKind Kind { get; set; }

    /// <summary>Where this cluster reaches Roadstead; null: the public URL.</summary>
    public string? ServerUrl { get; set; }

    public AdmissionMode Admission { get; set; }

    public UnmanagedImages UnmanagedImages { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public long Revision { get; set; }
}
