namespace Roadstead.Server.Images;

/// <summary>Learns at once that the index of a registry has changed. Must return at once; called from any number of threads.</summary>
public interface IChangeObserver
{
    /// <param name="registryId">The registry.</param>
    /// <param name="repository">The path within it.</param>
    /// <param name="change">What changed; never <see cref="RepositoryChange.None"/>.</param>
    /// <param name="unseenSince">Where a crawl found it: no crawl can have missed it before this moment. Null: somebody said to look there.</param>
    void Changed(Guid registryId, string repository, RepositoryChange change, DateTimeOffset? unseenSince);
}
