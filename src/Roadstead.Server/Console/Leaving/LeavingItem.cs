using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Console.Leaving;

/// <summary>A registry or cluster that is gone from here while something that Roadstead made is still in it.</summary>
public sealed record LeavingItem(Guid Id, string Name, string Address, DateTimeOffset LeftAt, DateTimeOffset GivesUpAt, string? Reason, string? Message)
{
    internal static LeavingItem Of(LeavingRegistryView registry) => new(registry.Id, registry.Name, registry.Url, registry.LeftAt, registry.GivesUpAt, registry.Reason, registry.Message);

    internal static LeavingItem Of(LeavingClusterView cluster) => new(cluster.Id, cluster.Name, cluster.Server, cluster.LeftAt, cluster.GivesUpAt, cluster.Reason, cluster.Message);
}
