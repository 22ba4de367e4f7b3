using System.Globalization;
using System.Runtime.CompilerServices;
using Roadstead.Core.References;
using Roadstead.Registries.Artifactory.Wire;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Artifactory;

/// <summary>
/// Images with the time of their last change, by search where it serves: for administrators, and for repositories that hold what they show. Everything else comes from
/// the catalogues, without a time: then it is read again at every crawl.
/// </summary>
internal sealed class ArtifactoryListing(ArtifactorySpaces spaces, ArtifactoryRepositories repositories, ArtifactorySearch search) : IRepositoryListing
{
    private static readonly string[] ManifestNames = ["manifest.json", "list.manifest.json"];

    public IAsyncEnumerable<RemoteRepository> ListRepositoriesAsync(DateTimeOffset? since, CancellationToken cancellationToken) =>
        since is { } at ? ChangedAsync(at, cancellationToken) : AllAsync(cancellationToken);

    public async Task<RemoteRepository?> FindRepositoryAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        var tags = await ListTagsAsync(repository, cancellationToken);
        return tags.Count == 0 ? null : new RemoteRepository(repository, null, tags.Max(tag => tag.PushedAt));
    }

    /// <summary>Tags with what they name and when they were pushed; by their names alone where the search does not serve.</summary>
    public async Task<IReadOnlyList<RemoteTag>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        try
        {
            if (await ReadTagsAsync(repository, cancellationToken) is { Count: > 0 } found)
            {
                return found;
            }
        }
        catch (RegistryException e) when (Refuses(e))
        {
            // Searches are rationed; the list of tags is not.
        }

        return [.. (await repositories.ListTagsAsync(repository, cancellationToken)).Select(tag => new RemoteTag(tag, null, null))];
    }

    private async IAsyncEnumerable<RemoteRepository> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var searched = new HashSet<string>(StringComparer.Ordinal);
        if (await search.IsCompleteAsync(cancellationToken))
        {
            foreach (var repository in (await spaces.ReadAsync(cancellationToken)).Where(repository => repository.Kind != ArtifactoryRepositoryKind.Virtual))
            {
                if (await SearchAsync(repository, cancellationToken) is not { } found)
                {
                    break;
                }

                searched.Add(repository.Key);
                foreach (var image in found)
                {
                    yield return image;
                }
            }
        }

        await foreach (var name in repositories.ListAsync(searched, cancellationToken))
        {
            yield return new RemoteRepository(name, null, null);
        }
    }

    private async IAsyncEnumerable<RemoteRepository> ChangedAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keys = (await spaces.ReadAsync(cancellationToken)).Where(repository => repository.Kind != ArtifactoryRepositoryKind.Virtual).ToDictionary(StoredUnder, repository => repository.Key, StringComparer.Ordinal);
        if (keys.Count == 0 || !await search.IsCompleteAsync(cancellationToken))
        {
            yield break;
        }

        var changed = new Dictionary<RepositoryName, DateTimeOffset?>();
        await foreach (var item in search.ChangedAsync(keys.Keys, since.AddSeconds(-1), cancellationToken))
        {
            if (item.Repo is { } stored && keys.TryGetValue(stored, out var key))
            {
                Note(changed, key, item);
            }
        }

        foreach (var (name, at) in changed)
        {
            yield return new RemoteRepository(name, null, at);
        }
    }

    // Null when searching does not serve now.
    private async Task<IReadOnlyList<RemoteRepository>?> SearchAsync(ArtifactoryRepository repository, CancellationToken cancellationToken)
    {
        try
        {
            var changed = new Dictionary<RepositoryName, DateTimeOffset?>();
            await foreach (var item in search.OfRepositoryAsync(StoredUnder(repository), cancellationToken))
            {
                Note(changed, repository.Key, item);
            }

            return [.. changed.Select(pair => new RemoteRepository(pair.Key, null, pair.Value))];
        }
        catch (RegistryException e) when (Refuses(e))
        {
            return null;
        }
    }

    // Null when the search does not serve.
    private async Task<IReadOnlyList<RemoteTag>?> ReadTagsAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        if (ArtifactoryPath.Split(repository) is not var (key, image)
            || !await search.IsCompleteAsync(cancellationToken)
            || await spaces.FindAsync(key, cancellationToken) is not { Kind: not ArtifactoryRepositoryKind.Virtual } found)
        {
            return null;
        }

        var tags = new Dictionary<string, RemoteTag>(StringComparer.Ordinal);
        await foreach (var item in search.OfImageAsync(StoredUnder(found), image, cancellationToken))
        {
            if (PlaceOf(item) is var (path, folder) && path == image && ManifestReference.IsTag(folder))
            {
                var digest = Digest.TryParse($"sha256:{item.Sha256}", out var parsed) ? parsed.Value : null;
                tags[folder] = new RemoteTag(folder, digest, TimeOf(item));
            }
        }

        return [.. tags.Values];
    }

    private static void Note(Dictionary<RepositoryName, DateTimeOffset?> changed, string key, WireItem item)
    {
        if (PlaceOf(item) is var (image, _) && RepositoryName.TryParse($"{key}/{image}", out var name) && (!changed.TryGetValue(name, out var known) || TimeOf(item) > known))
        {
            changed[name] = TimeOf(item);
        }
    }

    // The image, and the tag or digest below it; null for a file of that name that is no image's.
    private static (string Image, string Folder)? PlaceOf(WireItem item) =>
        item.Path is { } path && ManifestNames.Contains(item.Name) && path.LastIndexOf('/') is > 0 and var slash ? (path[..slash], path[(slash + 1)..]) : null;

    private static DateTimeOffset? TimeOf(WireItem item) =>
        DateTimeOffset.TryParse(item.Modified ?? item.Created, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    private static string StoredUnder(ArtifactoryRepository repository) => repository.CacheKey ?? repository.Key;

    private static bool Refuses(RegistryException e) =>
        e.Reason != SignalReason.LoginSuspended
        && e.Code is RegistryErrorCode.Throttled or RegistryErrorCode.Denied or RegistryErrorCode.Unsupported or RegistryErrorCode.NotFound or RegistryErrorCode.Invalid or RegistryErrorCode.InvalidAnswer;
}
