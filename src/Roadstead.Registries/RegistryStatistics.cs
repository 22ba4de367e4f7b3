namespace Roadstead.Registries;

/// <summary>What a registry holds, as it counts itself.</summary>
/// <param name="Spaces">Its spaces.</param>
/// <param name="Repositories">Its repositories.</param>
/// <param name="Artifacts">Its artifacts, without children of indexes and without what is attached to others; null where no call or two tell.</param>
/// <param name="StorageBytes">What they take on its disks, each blob once; null where it does not tell.</param>
public sealed record RegistryStatistics(long Spaces, long Repositories, long? Artifacts, long? StorageBytes);
