using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Clusters;

/// <summary>A page of clusters.</summary>
public sealed record ClustersModel(ListUrl Url, IReadOnlyList<ClusterView> Items, string? NextCursor, long? Total)
{
    /// <summary>How many clusters were deleted while something of Roadstead's still is in them.</summary>
    public int Leaving { get; init; }
}
