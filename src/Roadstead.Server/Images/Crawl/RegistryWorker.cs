using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Images.Index;

namespace Roadstead.Server.Images.Crawl;

/// <summary>Keeps the index of one registry: crawls it in turns, looks for what has changed in between, and reads what it is told of at once, whatever else runs.</summary>
internal sealed partial class RegistryWorker(Guid registryId, CrawlTools tools, ILogger logger)
{
    /// <summary>A look that is asked for comes no sooner than this after the one before: who asks may ask without end.</summary>
    private static readonly TimeSpan LookAtMostEvery = TimeSpan.FromSeconds(5);

    private CrawlRow? row;
    private int failures;
    private DateTimeOffset? lookedAt; // when the last crawl or look that came to its end began

    public RegistryQueue Queue { get; } = new();

    /// <summary>How the index of this registry stands.</summary>
    public CrawlRow? Row
    {
        get => Volatile.Read(ref row);
        set => Volatile.Write(ref row, value);
    }

    /// <summary>Runs until it is cancelled; never fails.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(CrawlAsync(cancellationToken), RefreshAsync(cancellationToken));

    private async Task CrawlAsync(CancellationToken cancellationToken)
    {
        var due = tools.Time.GetUtcNow(); // a registry that was just integrated, or a server that was just started
        var look = due + Spread(tools.Options.LookEvery);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await Queue.WaitAsync((due < look ? due : look) - tools.Time.GetUtcNow(), tools.Time, cancellationToken);
                if (Queue.TakeRequest() || due <= tools.Time.GetUtcNow())
                {
                    due = tools.Time.GetUtcNow() + await TurnAsync(cancellationToken);
                    look = tools.Time.GetUtcNow() + Spread(tools.Options.LookEvery);
                }
                else if (look <= tools.Time.GetUtcNow())
                {
                    look = tools.Time.GetUtcNow() + await LookAsync(Queue.TakeLook(), cancellationToken);
                }
                else if (Queue.IsLookAsked && (lookedAt ?? DateTimeOffset.MinValue) + LookAtMostEvery is var soon && soon < look)
                {
                    look = soon;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Ours, not the registry's: the index could not be written. It must not end the crawls of this registry for ever.
                Log.Broken(logger, e, registryId);
                due = tools.Time.GetUtcNow() + tools.Options.RetryAfter;
            }
        }
    }

    /// <summary>One crawl; returns how long to wait for the next.</summary>
    private async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        await tools.Slots.WaitAsync(cancellationToken);
        try
        {
            var (began, at) = (tools.Time.GetTimestamp(), tools.Time.GetUtcNow());
            var crawl = Row = await tools.Crawls.BeginAsync(registryId, cancellationToken);
            try
            {
                var driver = tools.Connections.Find(registryId) ?? throw new RegistryException(RegistryErrorCode.Unsupported, "This version of Roadstead cannot list registries of this type.");
                var unseenSince = UnseenSince();
                Row = await tools.Crawl.RunAsync(driver, crawl, seen => Row = crawl with { Repositories = seen }, (path, change) => Tell(path, change, unseenSince), cancellationToken);
                (failures, lookedAt) = (0, at);
                Log.Crawled(logger, registryId, Row.Repositories, tools.Time.GetElapsedTime(began));
            }
            catch (RegistryException e)
            {
                Row = (Row ?? crawl) with { State = IndexState.Failing, Reason = e.Message };
                await tools.Crawls.FailAsync(crawl, e.Message, cancellationToken);
                Log.Failed(logger, registryId, e.Message);
                return Later(tools.Options.RetryAfter);
            }
        }
        finally
        {
            tools.Slots.Release();
        }

        await TellAsync(cancellationToken);
        return tools.Options.CrawlEvery;
    }

    /// <summary>One look at what has changed; returns how long to wait for the next.</summary>
    private async Task<TimeSpan> LookAsync(bool isAsked, CancellationToken cancellationToken)
    {
        // While a crawl is due that failed, it comes soon enough.
        if (Row is not { State: IndexState.Ready } crawl || tools.Connections.Find(registryId) is not { } driver) return tools.Options.LookEvery;
        if (driver.As<IRepositoryListing>() is not { } listing)
        {
            if (isAsked) Queue.Request();
            return tools.Options.CrawlEvery;
        }

        await tools.Slots.WaitAsync(cancellationToken);
        try
        {
            var at = tools.Time.GetUtcNow();
            var unseenSince = UnseenSince();
            await tools.Crawl.LookAsync(driver, listing, crawl, (path, change) => Tell(path, change, unseenSince), cancellationToken);
            (failures, lookedAt) = (0, at);
            return Spread(tools.Options.LookEvery);
        }
        catch (RegistryException e)
        {
            Log.NotLooked(logger, registryId, e.Message);
            return Later(tools.Options.LookEvery);
        }
        finally
        {
            tools.Slots.Release();
        }
    }

    private DateTimeOffset UnseenSince() => lookedAt ?? Row?.CompleteSince ?? DateTimeOffset.MinValue;

    private TimeSpan Later(TimeSpan first)
    {
        var wait = first * Math.Pow(2, Math.Min(failures++, 20));
        return wait < tools.Options.CrawlEvery ? wait : tools.Options.CrawlEvery;
    }

    // Many registries begin at once, and need not go on at once.
    private static TimeSpan Spread(TimeSpan interval) => interval * (0.9 + (0.2 * Random.Shared.NextDouble()));

    private void Tell(string path, RepositoryChange change, DateTimeOffset? unseenSince)
    {
        foreach (var observer in tools.ChangeObservers)
            observer.Changed(registryId, path, change, unseenSince);
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        foreach (var observer in tools.Observers)
        {
            try
            {
                await observer.CrawlFinishedAsync(registryId, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.NotTold(logger, e, registryId);
            }
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Parallel.ForEachAsync(
                Queue.ChangesAsync(cancellationToken),
                new ParallelOptions { MaxDegreeOfParallelism = tools.Options.ParallelReads, CancellationToken = cancellationToken },
                async (path, token) => await RefreshAsync(path, token));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return; // removed, or the host stops
        }
    }

    private async Task RefreshAsync(string path, CancellationToken cancellationToken)
    {
        if (!RepositoryName.TryParse(path, out var name) || tools.Connections.Find(registryId) is not { } driver) return;
        try
        {
            if (await tools.Reader.RefreshAsync(driver, registryId, name, cancellationToken) is var change && change != RepositoryChange.None) Tell(path, change, unseenSince: null);
        }
        catch (RegistryException e)
        {
            Log.NotRefreshed(logger, registryId, path, e.Message); // the next look or crawl reads it
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Broken(logger, e, registryId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Registry {Registry} crawled: {Repositories} repositories in {Duration}.")]
        public static partial void Crawled(ILogger logger, Guid registry, long repositories, TimeSpan duration);

        [LoggerMessage(2, LogLevel.Warning, "The crawl of registry {Registry} failed: {Reason}")]
        public static partial void Failed(ILogger logger, Guid registry, string reason);

        [LoggerMessage(3, LogLevel.Error, "The index of registry {Registry} could not be kept.")]
        public static partial void Broken(ILogger logger, Exception exception, Guid registry);

        [LoggerMessage(4, LogLevel.Information, "Repository {Repository} of registry {Registry} could not be read after a change: {Reason}")]
        public static partial void NotRefreshed(ILogger logger, Guid registry, string repository, string reason);

        [LoggerMessage(5, LogLevel.Error, "What follows the crawl of registry {Registry} failed.")]
        public static partial void NotTold(ILogger logger, Exception exception, Guid registry);

        [LoggerMessage(6, LogLevel.Information, "Registry {Registry} could not be asked what has changed: {Reason}")]
        public static partial void NotLooked(ILogger logger, Guid registry, string reason);
    }
}
