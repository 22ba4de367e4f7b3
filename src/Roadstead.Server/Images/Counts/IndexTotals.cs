namespace Roadstead.Server.Images.Counts;

/// <summary>What the index holds of a registry.</summary>
/// <param name="Repositories">Repositories.</param>
/// <param name="Artifacts">Artifacts as the registry counts them in its repositories; where it does not, those that tags name, each once.</param>
/// <param name="StorageBytes">What they take, each blob once.</param>
internal sealed record IndexTotals(long Repositories, long Artifacts, long StorageBytes);
