namespace Roadstead.Server.Images.Counts;

/// <summary>What the index holds of a registry.</summary>
/// <param name="Repositories">Repositories.</param>
/// <param name="Artifacts">Artifacts that tags name.</param>
/// <param name="StorageBytes">What they take, each blob once.</param>
internal sealed record IndexTotals(long Repositories, long Artifacts, long StorageBytes);
