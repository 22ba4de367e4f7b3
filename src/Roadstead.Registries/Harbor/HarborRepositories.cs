using System.Runtime.CompilerServices;
using Roadstead.Core.References;
using Roadstead.Registries.Harbor.Wire;

namespace Roadstead.Registries.Harbor;

/// <summary>Repositories, and what is in them.</summary>
internal sealed class HarborRepositories(HarborClient client, HarborSpaces spaces) : IRepositoryListing, IArtifactListing
{
    private const int ListOfAllSince = 3;
    private const int AccessoriesSince = 5;

    /// <summary>The names of all repositories.</summary>
    public async IAsyncEnumerable<RepositoryName> ListNamesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var repository in ListRepositoriesAsync(null, cancellationToken))
        {
            yield return repository.Name;
        }
    }

    /// <summary>The first of them, for a look: nothing is proven by the end of it.</summary>
    public async IAsyncEnumerable<RepositoryName> ListSomeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in client.Session.IsAtLeast(ListOfAllSince) ? ListAllAsync(null, cancellationToken) : ListByProjectAsync(cancellationToken))
        {
            foreach (var repository in page.Select(Of).OfType<RemoteRepository>())
            {
                yield return repository.Name;
            }
        }
    }

    public async IAsyncEnumerable<RemoteRepository> ListRepositoriesAsync(DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A login that turned wrong would have what is private look deleted.
        await client.Session.ConfirmAsync(cancellationToken);
        var pages = client.Session.IsAtLeast(ListOfAllSince) ? ListAllAsync(since, cancellationToken) : ListByProjectAsync(cancellationToken);
        await foreach (var page in pages)
        {
            foreach (var repository in page.Select(Of).OfType<RemoteRepository>())
            {
                if (since is null || repository.ChangedAt is not { } changed || changed >= since.Value.AddSeconds(-1))
                {
                    yield return repository;
                }
            }
        }

        await client.Session.ConfirmAsync(cancellationToken);
    }

    public async Task<RemoteRepository?> FindRepositoryAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        await FindAsync(repository, async () => await client.FindAsync(HarborPath.Repository(repository), HarborJson.Default.WireRepository, "a repository", cancellationToken), cancellationToken) is { } found
            ? Of(found)
            : null;

    public async Task<IReadOnlyList<RemoteArtifact>> ListArtifactsAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        var overview = "with_tag=true&with_scan_overview=true" + (client.Session.IsAtLeast(AccessoriesSince) ? "&with_accessory=true" : "");
        return [.. (await ReadAsync(repository, overview, cancellationToken)).Select(HarborArtifacts.Of).OfType<RemoteArtifact>()];
    }

    /// <summary>Tags with what they name. <see cref="RegistryErrorCode.Denied"/> where the login may pull but not list.</summary>
    public async Task<IReadOnlyList<RemoteTag>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        var artifacts = await ReadAsync(repository, $"with_tag=true&{HarborPath.Filter("tags", "=", "*")}", cancellationToken);
        return [.. artifacts.SelectMany(HarborArtifacts.TagsOf).DistinctBy(tag => tag.Name)];
    }

    /// <summary>What finds something in a repository; null too when there is no such project, which Harbor says to an administrator alone.</summary>
    public async Task<T?> FindAsync<T>(RepositoryName repository, Func<Task<T?>> find, CancellationToken cancellationToken)
        where T : class
    {
        if (HarborPath.ProjectOf(repository) is not { } project)
        {
            await client.Session.ProveAsync(cancellationToken);
            return null;
        }

        try
        {
            return await find();
        }
        catch (RegistryException e) when (e.Code == RegistryErrorCode.NotFound)
        {
            return null;
        }
        catch (RegistryException e) when (e.Code == RegistryErrorCode.Denied)
        {
            // The login may have turned wrong, and then nothing is told of the project; else it may not be there.
            await client.Session.ConfirmAsync(cancellationToken);
            if (!await spaces.ExistsAsync(project, cancellationToken))
            {
                return null;
            }

            throw;
        }
    }

    private async Task<IReadOnlyList<WireArtifact>> ReadAsync(RepositoryName repository, string query, CancellationToken cancellationToken)
    {
        var found = await FindAsync(
            repository,
            async () =>
            {
                var artifacts = new List<WireArtifact>();
                await foreach (var page in client.ListAsync($"{HarborPath.Repository(repository)}/artifacts", query, HarborJson.Default.ListWireArtifact, artifact => artifact.Digest, "artifacts", cancellationToken))
                {
                    artifacts.AddRange(page);
                }

                return artifacts;
            },
            cancellationToken);
        return found ?? [];
    }

    private IAsyncEnumerable<IReadOnlyList<WireRepository>> ListAllAsync(DateTimeOffset? since, CancellationToken cancellationToken) =>
        client.ListAsync(
            "/repositories",
            since is { } at ? $"sort=name&{HarborPath.Filter("update_time", "=", $"[{HarborPath.Moment(at)}~]")}" : "sort=name",
            HarborJson.Default.ListWireRepository,
            repository => repository.Name,
            "repositories",
            cancellationToken);

    private async IAsyncEnumerable<IReadOnlyList<WireRepository>> ListByProjectAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var projects in spaces.ListProjectsAsync("", cancellationToken))
        {
            foreach (var project in projects)
            {
                await foreach (var page in client.ListAsync(HarborPath.Repositories(project.Name!), "", HarborJson.Default.ListWireRepository, repository => repository.Name, "repositories", cancellationToken))
                {
                    yield return page;
                }
            }
        }
    }

    private static RemoteRepository? Of(WireRepository repository) =>
        RepositoryName.TryParse(repository.Name, out var name) ? new RemoteRepository(name, repository.ArtifactCount, HarborTime.Of(repository.UpdateTime)) : null;
}
