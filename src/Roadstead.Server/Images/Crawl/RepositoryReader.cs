using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Images.Index;

namespace Roadstead.Server.Images.Crawl;

/// <summary>Reads one repository into the index: its tags, and the artifacts that the index does not know yet; in as few calls as the registry allows.</summary>
internal sealed class RepositoryReader(CrawlStore crawls, RepositoryStore repositories, SweepStore sweeps)
{
    private readonly RepositoryTurns turns = new();
    private readonly ListedRepositoryReader listed = new(repositories);
    private readonly TaggedRepositoryReader tagged = new(repositories);

    /// <summary>Reads a repository that a listing named.</summary>
    /// <exception cref="RegistryException">The registry failed; what was read before is kept.</exception>
    public async Task<RepositoryChange> ReadAsync(IRegistryDriver driver, CrawlRow crawl, RepositoryRow repository, CancellationToken cancellationToken)
    {
        if (!RepositoryName.TryParse(repository.Path, out var name))
        {
            await repositories.KeepAsync(crawl.Key, repository, artifacts: null, cancellationToken);
            return RepositoryChange.None;
        }

        using var turn = await turns.TakeAsync(crawl.RegistryId, repository.Path, cancellationToken);
        if (repositories.Find(crawl.RegistryId, repository.Path)?.Id != repository.Id) return RepositoryChange.None; // it went while this waited; its id may be another's by now
        return driver.As<IArtifactListing>() is { } listing
            ? await listed.ReadAsync(listing, crawl.Key, repository, name, cancellationToken)
            : await tagged.ReadAsync(driver, crawl.Key, repository, name, await driver.ListTagsAsync(name, cancellationToken), cancellationToken);
    }

    /// <summary>Reads a repository that the index may not know. One that the registry has not got is not added, and goes when it is there.</summary>
    /// <exception cref="RegistryException">The registry failed.</exception>
    public async Task<RepositoryChange> RefreshAsync(IRegistryDriver driver, Guid registryId, RepositoryName name, CancellationToken cancellationToken)
    {
        using var turn = await turns.TakeAsync(registryId, name.Value, cancellationToken);
        return driver.As<IArtifactListing>() is { } listing && driver.As<IRepositoryListing>() is { } list
            ? await RefreshByListAsync(listing, list, registryId, name, cancellationToken)
            : await RefreshByTagsAsync(driver, registryId, name, cancellationToken);
    }

    private async Task<RepositoryChange> RefreshByListAsync(IArtifactListing listing, IRepositoryListing list, Guid registryId, RepositoryName name, CancellationToken cancellationToken)
    {
        var known = repositories.Find(registryId, name.Value);
        if (await list.FindRepositoryAsync(name, cancellationToken) is not { } told)
            return known is { } gone && await sweeps.RemoveRepositoryAsync(gone, cancellationToken) ? RepositoryChange.Changed : RepositoryChange.None;
        var repository = await repositories.AddAsync(registryId, told, cancellationToken);
        return crawls.KeyOf(registryId) is { } registry ? await listed.ReadAsync(listing, registry, repository, name, cancellationToken) : RepositoryChange.None;
    }

    private async Task<RepositoryChange> RefreshByTagsAsync(IRegistryDriver driver, Guid registryId, RepositoryName name, CancellationToken cancellationToken)
    {
        var tags = await driver.ListTagsAsync(name, cancellationToken);
        var known = repositories.Find(registryId, name.Value);
        if (known is null && tags.Count == 0) return RepositoryChange.None;

        // A Docker Registry goes on to list what has no tags left; one that says that it is not there does not.
        if (known is { } gone && tags.Count == 0 && driver.As<IRepositoryListing>() is { } list && await list.FindRepositoryAsync(name, cancellationToken) is null)
            return await sweeps.RemoveRepositoryAsync(gone, cancellationToken) ? RepositoryChange.Changed : RepositoryChange.None;
        var repository = known ?? await repositories.AddAsync(registryId, new RemoteRepository(name, null, null), cancellationToken);
        return crawls.KeyOf(registryId) is { } registry ? await tagged.ReadAsync(driver, registry, repository, name, tags, cancellationToken) : RepositoryChange.None;
    }
}
