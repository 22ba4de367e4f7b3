using Roadstead.Registries;
using Roadstead.Server.Images.Index;

namespace Roadstead.Server.Images.Crawl;

/// <summary>
/// One crawl of one registry. Names first, so that every image is found by its name soon, then tags and artifacts, of repositories that
/// were never read before all others. A crawl that was cut off goes on where it was.
/// </summary>
internal sealed class RegistryCrawl(CrawlStore crawls, RepositoryReader reader, SweepStore sweeps, ImageOptions options, TimeProvider time)
{
    /// <summary>After this many failures in a row it is the registry that fails, not a repository.</summary>
    private const int MaxFailuresInARow = 5;

    private const int MaxThrottledTries = 3;

    // A change is told with the moment at which it began, which may be a while before it can be seen.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    /// <summary>Crawls.</summary>
    /// <param name="driver">The registry.</param>
    /// <param name="crawl">Where it stands.</param>
    /// <param name="seen">Told how many repositories have been seen.</param>
    /// <param name="found">Told what changed, by the path of its repository.</param>
    /// <param name="cancellationToken">Ends it; it can be gone on with.</param>
    /// <returns>How the crawl stands at its end.</returns>
    /// <exception cref="RegistryException">The registry failed, and the crawl is not complete.</exception>
    public async Task<CrawlRow> RunAsync(IRegistryDriver driver, CrawlRow crawl, Action<long> seen, Action<string, RepositoryChange> found, CancellationToken cancellationToken)
    {
        string? unlisted = null;
        if (!crawl.NamesListed)
        {
            unlisted = await ListAsync(driver, crawl, seen, cancellationToken);
            await crawls.EndNamesAsync(crawl, cancellationToken);
        }

        var failures = new CrawlFailures(MaxFailuresInARow);
        var readBefore = time.GetUtcNow() - options.ReadAgainEvery;
        foreach (var neverRead in new[] { true, false })
        {
            var after = "";
            while (crawls.ReadUnread(crawl, neverRead, after, readBefore) is { Count: > 0 } batch)
            {
                await ReadAsync(driver, crawl, batch, failures, found, cancellationToken);
                after = batch[^1].Path;
            }
        }

        // The listing was complete but for what was kept, so what it did not name is gone.
        await sweeps.RemoveVanishedAsync(crawl, cancellationToken);
        await sweeps.RemoveOrphansAsync(crawl.Key, cancellationToken);
        return await crawls.FinishAsync(crawl, unlisted is null || failures.Reason is null ? unlisted ?? failures.Reason : $"{unlisted} {failures.Reason}", cancellationToken);
    }

    /// <summary>Reads what has changed since the registry told of its newest change, as far as it tells.</summary>
    /// <returns>How many repositories were read.</returns>
    /// <exception cref="RegistryException">The registry failed.</exception>
    public async Task<int> LookAsync(IRegistryDriver driver, IRepositoryListing listing, CrawlRow crawl, Action<string, RepositoryChange> found, CancellationToken cancellationToken)
    {
        var newest = crawls.NewestChange(crawl);
        if (newest is null && crawls.HasRepositories(crawl)) return 0; // it does not tell when they change
        var (failures, read) = (new CrawlFailures(MaxFailuresInARow), 0);
        await foreach (var told in listing.ListRepositoriesAsync(newest - Overlap, cancellationToken).Chunk(CrawlStore.NamesAtOnce).WithCancellation(cancellationToken))
        {
            var due = await crawls.AddChangedAsync(crawl, told, cancellationToken);
            await ReadAsync(driver, crawl, due, failures, found, cancellationToken);
            read += due.Count;
        }

        return read;
    }

    // Returns what could not be listed, for people; null when everything was.
    private async Task<string?> ListAsync(IRegistryDriver driver, CrawlRow crawl, Action<long> seen, CancellationToken cancellationToken)
    {
        await crawls.RestartNamesAsync(crawl, cancellationToken);
        string? unlisted = null;
        var buffer = new List<RemoteRepository>(CrawlStore.NamesAtOnce);
        await using var names = Names(driver, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            while (true)
            {
                // Whenever the registry makes us wait for a page, what it has named so far becomes visible.
                var next = names.MoveNextAsync();
                if (buffer.Count >= CrawlStore.NamesAtOnce || (buffer.Count > 0 && !next.IsCompleted)) await FlushAsync();
                if (!await next) break;
                buffer.Add(names.Current);
            }
        }
        catch (RegistryException e) when (e.Unlisted.Count > 0)
        {
            // What is known of the rest stays as it is, and is read again by its known names.
            await crawls.KeepUnlistedAsync(crawl, e.Unlisted, cancellationToken);
            unlisted = e.Message;
        }

        if (buffer.Count > 0) await FlushAsync();
        return unlisted;

        async Task FlushAsync()
        {
            seen(await crawls.AddNamesAsync(crawl, buffer, cancellationToken));
            buffer.Clear();
        }
    }

    private static IAsyncEnumerable<RemoteRepository> Names(IRegistryDriver driver, CancellationToken cancellationToken) =>
        driver.As<IRepositoryListing>() is { } listing
            ? listing.ListRepositoriesAsync(since: null, cancellationToken)
            : driver.ListRepositoriesAsync(cancellationToken).Select(name => new RemoteRepository(name, null, null));

    private Task ReadAsync(
        IRegistryDriver driver, CrawlRow crawl, IReadOnlyList<RepositoryRow> batch, CrawlFailures failures, Action<string, RepositoryChange> found, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            batch,
            new ParallelOptions { MaxDegreeOfParallelism = options.ParallelReads, CancellationToken = cancellationToken },
            async (repository, token) =>
            {
                if (await ReadAsync(driver, crawl, repository, failures, token) is var change && change != RepositoryChange.None) found(repository.Path, change);
            });

    private async Task<RepositoryChange> ReadAsync(IRegistryDriver driver, CrawlRow crawl, RepositoryRow repository, CrawlFailures failures, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var change = await reader.ReadAsync(driver, crawl, repository, cancellationToken);
                failures.Succeeded();
                return change;
            }
            catch (RegistryException e) when (e.Code is RegistryErrorCode.Throttled or RegistryErrorCode.Busy && attempt < MaxThrottledTries)
            {
                await Task.Delay(Patience(e), time, cancellationToken);
            }
            catch (RegistryException e)
            {
                if (failures.IsOfRegistry(e, repository.Path)) throw;
                return RepositoryChange.None;
            }
        }
    }

    private static TimeSpan Patience(RegistryException e) => e.RetryAfter is { } asked && asked < TimeSpan.FromMinutes(1) ? asked : TimeSpan.FromSeconds(2);
}
