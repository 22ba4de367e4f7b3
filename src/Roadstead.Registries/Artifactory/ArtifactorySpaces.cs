using System.Collections.Frozen;
using System.Net;
using System.Runtime.CompilerServices;
using Roadstead.Registries.Artifactory.Wire;

namespace Roadstead.Registries.Artifactory;

/// <summary>Repositories for images: each is a space.</summary>
internal sealed class ArtifactorySpaces(ArtifactoryClient client, ArtifactoryStorage storage) : ISpaceAdministration
{
    private const string Repositories = "/api/repositories";
    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(1);

    private volatile Known? known;
    private volatile IReadOnlyDictionary<string, IReadOnlyList<string>> includes = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>All that the login sees.</summary>
    public async IAsyncEnumerable<RemoteSpace> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var repositories = await ReadAsync(cancellationToken);
        var used = await storage.ReadAsync(cancellationToken);
        var members = new ArtifactoryMembers(client);
        var found = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var repository in repositories)
        {
            var space = await SpaceOfAsync(repository, used, members, cancellationToken);
            found[space.Name] = space.Includes;
            yield return space;
        }

        includes = found;
    }

    /// <summary>The spaces that show what this repository holds, as of the last list: itself, by its key and not its cache's, and the virtual ones that include it.</summary>
    public IReadOnlyList<string> ShowingKnown(string key)
    {
        var own = known is { } before && key.EndsWith(ArtifactoryRepository.CacheEnd, StringComparison.Ordinal) && before.Repositories.TryGetValue(key[..^ArtifactoryRepository.CacheEnd.Length], out var remote) && remote.CacheKey == key
            ? remote.Key
            : key;
        var showing = new List<string> { own };
        for (var next = 0; next < showing.Count; next++)
        {
            showing.AddRange(includes.Where(space => space.Value.Contains(showing[next], StringComparer.Ordinal) && !showing.Contains(space.Key)).Select(space => space.Key));
        }

        return showing;
    }

    /// <summary>The repositories that the login sees, in order of their keys.</summary>
    public async Task<IReadOnlyList<ArtifactoryRepository>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<string, ArtifactoryRepository>(StringComparer.Ordinal);
        foreach (var type in ArtifactoryRepository.PackageTypes)
        {
            var answer = await client.GetAsync($"{Repositories}?packageType={type}", cancellationToken);
            if (found.Count > 0 && answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound)
            {
                continue; // 6.x has no package type oci
            }

            // A version that does not know the filter sends everything.
            foreach (var repository in (answer.IsSuccess ? answer.Read(ArtifactoryJson.Default.ListWireRepository) : throw ArtifactoryError.From(answer, "its repositories")).Select(ArtifactoryRepository.Of).OfType<ArtifactoryRepository>())
            {
                found.TryAdd(repository.Key, repository);
            }
        }

        known = new Known(found.ToFrozenDictionary(), client.Now);
        return [.. found.Values];
    }

    /// <summary>The repository of this key, as it was a moment ago; null when the login sees none.</summary>
    public async Task<ArtifactoryRepository?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (known is { } before && (before.Repositories.ContainsKey(key) || client.Now - before.At < KnownFor))
        {
            return before.Repositories.GetValueOrDefault(key);
        }

        return (await ReadAsync(cancellationToken)).FirstOrDefault(repository => repository.Key == key);
    }

    /// <summary>The key of the remote repository that has kept its content under this key; null for any other.</summary>
    public async Task<string?> FindKeptAsync(string cacheKey, CancellationToken cancellationToken) =>
        cacheKey.EndsWith(ArtifactoryRepository.CacheEnd, StringComparison.Ordinal)
        && await FindAsync(cacheKey[..^ArtifactoryRepository.CacheEnd.Length], cancellationToken) is { } repository && repository.CacheKey == cacheKey
            ? repository.Key
            : null;

    public string? CheckName(string name) => ArtifactoryPath.IsNewKey(name)
        ? null
        : "The key of a repository is 1-64 characters of a-z and 0-9, with a single '.', '_' or '-' between two of them, and no '/'.";

    public async Task<RemoteSpace?> FindSpaceAsync(string name, CancellationToken cancellationToken)
    {
        if ((await ReadAsync(cancellationToken)).FirstOrDefault(repository => repository.Key == name) is { } found)
        {
            return await SpaceOfAsync(found, await storage.ReadAsync(cancellationToken), new ArtifactoryMembers(client), cancellationToken);
        }

        // To others than administrators Artifactory shows what they may read, and no more.
        return (await client.Session.ProveAsync(cancellationToken)).IsAdministrator
            ? null
            : throw new RegistryException(RegistryErrorCode.Denied, $"The login sees no repository '{name}': there is none, or it may not read it.");
    }

    public async Task<RemoteSpace> CreateSpaceAsync(string name, bool isPublic, long? quotaBytes, CancellationToken cancellationToken)
    {
        if (quotaBytes is not null)
        {
            throw NoQuota();
        }

        if (CheckName(name) is { } wrong)
        {
            throw new RegistryException(RegistryErrorCode.Invalid, wrong);
        }

        // Who may pull is Roadstead's alone to say: Artifactory has no such mark.
        var body = new WireNewRepository(name, "local", "docker", "simple-default", "V2");
        var answer = await client.ChangeAsync(HttpMethod.Put, $"{Repositories}/{Uri.EscapeDataString(name)}", body, ArtifactoryJson.Default.WireNewRepository, cancellationToken);
        if (answer is { Status: HttpStatusCode.BadRequest, IsProOnly: false } && await ExistsAsync(name, cancellationToken))
        {
            throw new RegistryException(RegistryErrorCode.AlreadyExists, $"There is a repository '{name}' already.");
        }

        known = null;
        return answer.IsSuccess ? new RemoteSpace(name, null) { UsedBytes = 0 } : throw ArtifactoryError.From(answer, $"a new repository '{name}'");
    }

    public async Task DeleteSpaceAsync(string name, CancellationToken cancellationToken)
    {
        if ((await ReadAsync(cancellationToken)).FirstOrDefault(repository => repository.Key == name) is not { } found)
        {
            return;
        }

        // Artifactory itself would delete all that is in it.
        if (found.Kind != ArtifactoryRepositoryKind.Local)
        {
            throw new RegistryException(RegistryErrorCode.Conflict, $"'{name}' is a {found.Kind.ToString().ToLowerInvariant()} repository, which Roadstead does not make and does not delete. Delete it at Artifactory.");
        }

        var folder = await client.FindAsync($"/api/storage/{Uri.EscapeDataString(name)}", ArtifactoryJson.Default.WireFolder, $"what '{name}' holds", cancellationToken);
        if (folder?.Children is not { } children || children.Any(child => child?.Uri is not { } uri || !uri.TrimStart('/').StartsWith('.')))
        {
            throw new RegistryException(RegistryErrorCode.Conflict, $"The repository '{name}' holds something. Delete its images first.");
        }

        var answer = await client.ChangeAsync(HttpMethod.Delete, $"{Repositories}/{Uri.EscapeDataString(name)}", cancellationToken);
        known = null;
        if (!answer.IsSuccess && !answer.IsAbsent)
        {
            throw ArtifactoryError.From(answer, $"deleting the repository '{name}'");
        }
    }

    public Task SetVisibilityAsync(string name, bool isPublic, CancellationToken cancellationToken) =>
        throw new RegistryException(RegistryErrorCode.Unsupported, "Artifactory has no public repositories: who may pull is Roadstead's alone to say.");

    public Task SetQuotaAsync(string name, long? quotaBytes, CancellationToken cancellationToken) => throw NoQuota();

    private static RegistryException NoQuota() => new(RegistryErrorCode.Unsupported, "Artifactory limits no repository.");

    // Of any package type: the key is taken all the same.
    private async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) =>
        (await client.GetAsync($"{Repositories}/{Uri.EscapeDataString(key)}", cancellationToken)).IsSuccess || (await ReadAsync(cancellationToken)).Any(repository => repository.Key == key);

    private static async Task<RemoteSpace> SpaceOfAsync(ArtifactoryRepository repository, IReadOnlyDictionary<string, long>? used, ArtifactoryMembers members, CancellationToken cancellationToken) =>
        new(repository.Key, null)
        {
            Includes = repository.Kind == ArtifactoryRepositoryKind.Virtual ? await members.ReadAsync(repository.Key, cancellationToken) : [],
            Aliases = repository.CacheKey is { } cache ? [cache] : [],
            IsProxyCache = repository.Kind == ArtifactoryRepositoryKind.Remote,
            UsedBytes = used is null || repository.Kind == ArtifactoryRepositoryKind.Virtual ? null : used.TryGetValue(repository.CacheKey ?? repository.Key, out var bytes) ? bytes : null,
        };

    private sealed record Known(FrozenDictionary<string, ArtifactoryRepository> Repositories, DateTimeOffset At);
}
