using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Overview;

/// <summary>What one registry holds.</summary>
/// <param name="Name">The registry.</param>
/// <param name="DisplayName">Its name for people.</param>
/// <param name="UsedBytes">As last measured.</param>
/// <param name="GrownBytes">Since the oldest point of the last 30 days; null where there is but one.</param>
public sealed record RegistryStorage(string Name, string DisplayName, long UsedBytes, long? GrownBytes)
{
    /// <summary>The points of the last 30 days, thinned out for a line; of the largest registries only.</summary>
    public IReadOnlyList<StoragePoint> History { get; init; } = [];
}
