using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Roadstead.Core.References;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Artifactory;

/// <summary>Images, and their tags: walked repository by repository, because what <c>/v2/_catalog</c> of the whole shows depends on the proxy.</summary>
internal sealed partial class ArtifactoryRepositories(ArtifactorySpaces spaces, ArtifactoryNames names, DistributionOptions options, ILogger logger)
{
    // So many failures in a row are Artifactory's, not a repository's.
    private const int MaxFailuresInARow = 3;

    /// <summary>
    /// All images. A repository that cannot be listed holds up no other: it is told at the end, by a <see cref="RegistryException"/> with
    /// <see cref="RegistryException.Unlisted"/>.
    /// </summary>
    public IAsyncEnumerable<RepositoryName> ListAsync(CancellationToken cancellationToken) => ListAsync(FrozenSet<string>.Empty, options.PageSize, cancellationToken);

    /// <summary>As above, without those of these keys.</summary>
    public IAsyncEnumerable<RepositoryName> ListAsync(IReadOnlySet<string> without, CancellationToken cancellationToken) => ListAsync(without, options.PageSize, cancellationToken);

    /// <summary>As above, for a look at a few: by pages of this size.</summary>
    public IAsyncEnumerable<RepositoryName> ListAsync(int pageSize, CancellationToken cancellationToken) => ListAsync(FrozenSet<string>.Empty, pageSize, cancellationToken);

    private async IAsyncEnumerable<RepositoryName> ListAsync(IReadOnlySet<string> without, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var repositories = (await spaces.ReadAsync(cancellationToken)).Where(repository => !without.Contains(repository.Key)).ToList();
        var unlisted = new List<string>();
        var inARow = 0;
        RegistryException? last = null;
        foreach (var repository in repositories)
        {
            await using var pages = ListAsync(repository, pageSize, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await pages.MoveNextAsync())
                    {
                        break;
                    }
                }
                catch (RegistryException e) when (!IsOfAll(e) && !(e.IsTransient && inARow + 1 >= MaxFailuresInARow))
                {
                    Log.NotListed(logger, repository.Key, e.Message);
                    unlisted.Add(repository.Key);
                    (last, inARow) = (e, e.IsTransient ? inARow + 1 : inARow);
                    break;
                }

                inARow = 0;
                foreach (var name in pages.Current)
                {
                    yield return name;
                }
            }
        }

        if (last is not null)
        {
            throw unlisted.Count == repositories.Count && without.Count == 0
                ? last
                : new RegistryException(last.Code, $"{string.Join(", ", unlisted)} could not be listed. {last.Message}", last) { Reason = last.Reason, RetryAfter = last.RetryAfter, Unlisted = unlisted };
        }
    }

    /// <summary>All tags; empty when there are none, or no such image.</summary>
    public async Task<IReadOnlyList<string>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        if (ArtifactoryPath.Split(repository) is not var (key, image))
        {
            return [];
        }

        // A remote itself answers with all tags of its upstream; reading each there would use up what that one grants.
        if (await spaces.FindAsync(key, cancellationToken) is { CacheKey: { } cache })
        {
            try
            {
                if (await ReadTagsAsync(cache, image, cancellationToken) is { Count: > 0 } kept)
                {
                    return kept;
                }
            }
            catch (RegistryException e) when (!IsOfAll(e) && !e.IsTransient)
            {
                Log.CacheNotListed(logger, cache, e.Message);
            }
        }

        return await ReadTagsAsync(key, image, cancellationToken);
    }

    private async IAsyncEnumerable<IReadOnlyList<RepositoryName>> ListAsync(ArtifactoryRepository repository, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var key = repository.CacheKey is { } cache && await AnswersAsync(cache, cancellationToken) ? cache : repository.Key;
        await foreach (var page in names.ReadAsync(Catalog(key), "repositories", pageSize, cancellationToken))
        {
            yield return [.. page.Select(image => RepositoryName.TryParse($"{repository.Key}/{image}", out var name) ? name : null).OfType<RepositoryName>()];
        }
    }

    // What a remote has kept is what it holds; its own catalogue is its upstream's, which may be the whole world, or refused.
    private async Task<bool> AnswersAsync(string cache, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var _ in names.ReadAsync(Catalog(cache), "repositories", 1, cancellationToken))
            {
                break;
            }

            return true;
        }
        catch (RegistryException e) when (!IsOfAll(e) && !e.IsTransient)
        {
            Log.CacheNotListed(logger, cache, e.Message);
            return false;
        }
    }

    private async Task<IReadOnlyList<string>> ReadTagsAsync(string key, string image, CancellationToken cancellationToken)
    {
        var tags = new List<string>();
        try
        {
            await foreach (var page in names.ReadAsync($"/v2/{key}/{image}/tags/list", "tags", options.PageSize, cancellationToken))
            {
                tags.AddRange(page.Where(ManifestReference.IsTag));
            }
        }
        catch (RegistryException e) when (e.Code == RegistryErrorCode.NotFound)
        {
            return [];
        }

        return tags;
    }

    private static string Catalog(string key) => $"/v2/{key}/_catalog";

    private static bool IsOfAll(RegistryException e) =>
        e.Reason == SignalReason.LoginSuspended
        || e.Code is RegistryErrorCode.CredentialsRejected or RegistryErrorCode.CredentialsRequired or RegistryErrorCode.TlsUntrusted or RegistryErrorCode.AddressNotAllowed or RegistryErrorCode.Unreachable;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The images of the Artifactory repository {Key} cannot be listed: {Message}")]
        public static partial void NotListed(ILogger logger, string key, string message);

        [LoggerMessage(2, LogLevel.Information, "{Key} does not show what it holds: {Message} The remote repository itself is asked.")]
        public static partial void CacheNotListed(ILogger logger, string key, string message);
    }
}
