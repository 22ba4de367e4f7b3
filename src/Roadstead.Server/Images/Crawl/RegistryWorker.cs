using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Images.Index;

namespace Roadstead.Server.Images.Crawl;

/// <summary>Keeps the index of one registry: crawls it in turns, and reads what changes in between.</summary>
internal sealed partial class RegistryWorker(Guid registryId, CrawlTools tools, ILogger logger)
{
    private CrawlRow? row;
    private int failures;

    public RegistryQueue Queue { get; } = new();

    /// <summary>How the index of this registry stands.</summary>
    public CrawlRow? Row
    {
        get => Volatile.Read(ref row);
        set => Volatile.Write(ref row, value);
    }

    /// <summary>Runs until it is cancelled; never fails.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var wait = TimeSpan.Zero; // a registry that was just integrated, or a server that was just started
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var due = tools.Time.GetUtcNow() + wait;
                await Queue.WaitAsync(wait, tools.Time, cancellationToken);
                await RefreshChangedAsync(cancellationToken);
                wait = due - tools.Time.GetUtcNow();
                if (Queue.TakeRequest() || wait <= TimeSpan.Zero) wait = await TurnAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Ours, not the registry's: the index could not be written. It must not end the crawls of this registry for ever.
                Log.Broken(logger, e, registryId);
                wait = tools.Options.RetryAfter;
            }
        }
    }

    /// <summary>One crawl; returns how long to wait for the next.</summary>
    private async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        await tools.Slots.WaitAsync(cancellationToken);
        try
        {
            var began = tools.Time.GetTimestamp();
            var crawl = Row = await tools.Crawls.BeginAsync(registryId, cancellationToken);
            try
            {
                var driver = tools.Connections.Find(registryId) ?? throw new RegistryException(RegistryErrorCode.Unsupported, "This version of Roadstead cannot list registries of this type.");
                Row = await tools.Crawl.RunAsync(driver, crawl, seen => Row = crawl with { Repositories = seen }, RefreshChangedAsync, cancellationToken);
                failures = 0;
                Log.Crawled(logger, registryId, Row.Repositories, tools.Time.GetElapsedTime(began));
            }
            catch (RegistryException e)
            {
                Row = (Row ?? crawl) with { State = IndexState.Failing, Reason = e.Message };
                await tools.Crawls.FailAsync(crawl, e.Message, cancellationToken);
                Log.Failed(logger, registryId, e.Message);
                return Later();
            }
        }
        finally
        {
            tools.Slots.Release();
        }

        await TellAsync(cancellationToken);
        return tools.Options.CrawlEvery;
    }

    private TimeSpan Later()
    {
        var wait = tools.Options.RetryAfter * Math.Pow(2, Math.Min(failures++, 20));
        return wait < tools.Options.CrawlEvery ? wait : tools.Options.CrawlEvery;
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

    private async Task RefreshChangedAsync(CancellationToken cancellationToken)
    {
        while (Queue.TryTakeChanged(out var path))
        {
            if (!RepositoryName.TryParse(path, out var name) || tools.Connections.Find(registryId) is not { } driver) continue;
            try
            {
                await tools.Reader.RefreshAsync(driver, registryId, name, cancellationToken);
            }
            catch (RegistryException e)
            {
                Log.NotRefreshed(logger, registryId, path, e.Message); // the next crawl reads it
            }
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
    }
}
