using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Storage.Entities;

/// <summary>A point of a registry's storage history.</summary>
public sealed class StorageMeasurementRow
{
    public Guid RegistryId { get; set; }

    public DateTimeOffset At { get; set; }

    public long UsedBytes { get; set; }

    public StorageKind Kind { get; set; }
}
