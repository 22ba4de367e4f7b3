namespace Roadstead.Server.Images;

/// <summary>What the index knows of a space.</summary>
/// <param name="Repositories">How many repositories.</param>
/// <param name="StorageBytes">Their storage, each blob once; null while no artifact was read.</param>
/// <param name="LastPushedAt">The newest of their tags; null while none was read.</param>
public readonly record struct SpaceCount(long Repositories, long? StorageBytes, DateTimeOffset? LastPushedAt);
