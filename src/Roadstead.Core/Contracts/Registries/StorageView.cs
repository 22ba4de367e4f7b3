namespace Roadstead.Core.Contracts.Registries;

/// <summary>Storage of a registry.</summary>
/// <param name="UsedBytes">Bytes; null while nothing was measured.</param>
/// <param name="Kind">What the figure means.</param>
/// <param name="QuotaBytes">The limit; null for none.</param>
/// <param name="MeasuredAt">When it was measured.</param>
/// <param name="History">Earlier figures, oldest first.</param>
public sealed record StorageView(
    long? UsedBytes,
    StorageKind Kind,
    long? QuotaBytes,
    DateTimeOffset? MeasuredAt,
    IReadOnlyList<StoragePoint> History);
