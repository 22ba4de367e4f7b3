using Roadstead.Registries;

namespace Roadstead.Server.Overview;

/// <summary>What a registry told of itself.</summary>
/// <param name="Statistics">What it counts; null where it does not tell.</param>
/// <param name="Storage">What it takes; null where it does not tell.</param>
/// <param name="At">When it was asked.</param>
internal sealed record RegistryFigures(RegistryStatistics? Statistics, StorageMeasurement? Storage, DateTimeOffset At);
