namespace Roadstead.Core.Contracts.Registries;

/// <summary>One earlier figure.</summary>
/// <param name="At">When.</param>
/// <param name="UsedBytes">Bytes.</param>
/// <param name="Repositories">Repositories at that time; null where it was not kept.</param>
/// <param name="Artifacts">Artifacts at that time; null where it was not kept.</param>
public sealed record StoragePoint(
    DateTimeOffset At,
    long UsedBytes,
    long? Repositories,
    long? Artifacts);
