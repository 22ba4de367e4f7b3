namespace Roadstead.Core.Contracts.Registries;

/// <summary>One earlier figure.</summary>
/// <param name="At">When.</param>
/// <param name="UsedBytes">Bytes.</param>
public sealed record StoragePoint(
    DateTimeOffset At,
    long UsedBytes);
