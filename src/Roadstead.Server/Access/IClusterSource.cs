namespace Roadstead.Server.Access;

/// <summary>Where reconcilers and doors take clusters from. Safe for any number of threads.</summary>
public interface IClusterSource
{
    /// <summary>All clusters by name, as of the newest publication.</summary>
    IReadOnlyDictionary<string, PublishedCluster> Clusters { get; }
}
