using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Storage.Entities;

/// <summary>A point of a registry's history.</summary>
public sealed class StorageMeasurementRow
{
    public Guid RegistryId { get; set; }

    public DateTimeOffset At { get; set; }

    public long UsedBytes { get; set; }

    public StorageKind Kind { get; set; }

    /// <summary>Null in points that are older than this column.</summary>
    public long? Repositories { get; set; }

    public long? Artifacts { get; set; }
}
