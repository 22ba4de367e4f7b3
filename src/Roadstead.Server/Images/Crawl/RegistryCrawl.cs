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

    /// <summary>Crawls.</summary>
    /// <param name="driver">The registry.</param>
    /// <param name="crawl">Where it stands.</param>
    /// <param name="seen">Told how many repositories have been seen.</param>
    /// <param name="between">Run between repositories: what is more urgent.</param>
    /// <param name="cancellationToken">Ends it; it can be gone on with.</param>
    /// <returns>How the crawl stands at its end.</returns>
    /// <exception cref="RegistryException">The registry failed, and the crawl is not complete.</exception>
    public async Task<CrawlRow> RunAsync(IRegistryDriver driver, CrawlRow crawl, Action<long> seen, Func<CancellationToken, Task> between, CancellationToken cancellationToken)
    {
        if (!crawl.NamesListed)
        {
            await ListAsync(driver, crawl, seen, cancellationToken);
            await crawls.EndNamesAsync(crawl, cancellationToken);
        }

        var failures = new CrawlFailures(MaxFailuresInARow);
        foreach (var neverRead in new[] { true, false })
        {
            var after = "";
            while (crawls.ReadUnread(crawl, neverRead, after) is { Count: > 0 } batch)
            {
                await Parallel.ForEachAsync(
                    batch,
                    new ParallelOptions { MaxDegreeOfParallelism = options.ParallelReads, CancellationToken = cancellationToken },
                    async (repository, token) =>
                    {
                        await between(token);
                        await ReadAsync(driver, crawl, repository, failures, token);
                    });
                after = batch[^1].Path;
            }
        }

        // The listing was complete, so what it did not name is gone.
        await sweeps.RemoveVanishedAsync(crawl, cancellationToken);
        await sweeps.RemoveOrphansAsync(crawl.Key, cancellationToken);
        return await crawls.FinishAsync(crawl, failures.Reason, cancellationToken);
    }

    private async Task ListAsync(IRegistryDriver driver, CrawlRow crawl, Action<long> seen, CancellationToken cancellationToken)
    {
        await crawls.RestartNamesAsync(crawl, cancellationToken);
        var buffer = new List<string>(CrawlStore.NamesAtOnce);
        await using var names = driver.ListRepositoriesAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            // Whenever the registry makes us wait for a page, what it has named so far becomes visible.
            var next = names.MoveNextAsync();
            if (buffer.Count >= CrawlStore.NamesAtOnce || (buffer.Count > 0 && !next.IsCompleted)) await FlushAsync();
            if (!await next) break;
            buffer.Add(names.Current.Value);
        }

        if (buffer.Count > 0) await FlushAsync();

        async Task FlushAsync()
        {
            seen(await crawls.AddNamesAsync(crawl, buffer, cancellationToken));
            buffer.Clear();
        }
    }

    private async Task ReadAsync(IRegistryDriver driver, CrawlRow crawl, RepositoryRow repository, CrawlFailures failures, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await reader.ReadAsync(driver, crawl.Key, repository, cancellationToken);
                failures.Succeeded();
                return;
            }
            catch (RegistryException e) when (e.Code is RegistryErrorCode.Throttled or RegistryErrorCode.Busy && attempt < MaxThrottledTries)
            {
                await Task.Delay(Patience(e), time, cancellationToken);
            }
            catch (RegistryException e)
            {
                if (failures.IsOfRegistry(e, repository.Path)) throw;
                return;
            }
        }
    }

    private static TimeSpan Patience(RegistryException e) => e.RetryAfter is { } asked && asked < TimeSpan.FromMinutes(1) ? asked : TimeSpan.FromSeconds(2);
}
