namespace Roadstead.Server.Access;

/// <summary>Where reconcilers and doors take clusters from. Safe for any number of threads.</summary>
public interface IClusterSource
{
    /// <summary>All clusters by name, as of the newest publication.</summary>
    IReadOnlyDictionary<string, PublishedCluster> Clusters { get; }

    /// <summary>
    /// Clusters that were deleted and in which something of Roadstead's may still be, by id. Nothing is decided for them any more; their API servers
    /// may ask until the webhooks are gone. A name may also be that of a new cluster.
    /// </summary>
    IReadOnlyDictionary<Guid, PublishedCluster> Leaving { get; }
}
