using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Registries;

/// <summary>Storage as the registry itself reports it.</summary>
/// <param name="UsedBytes">Bytes.</param>
/// <param name="Kind">What the figure means.</param>
/// <param name="QuotaBytes">The limit; null for none.</param>
public sealed record StorageMeasurement(long UsedBytes, StorageKind Kind, long? QuotaBytes);
