namespace Roadstead.Registries.Harbor.Wire;

internal sealed record WireStatistics(long TotalProjectCount, long TotalRepoCount, long? TotalStorageConsumption);
