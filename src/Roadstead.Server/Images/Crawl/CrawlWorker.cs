using System.Collections.Concurrent;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Images.Index;

namespace Roadstead.Server.Images.Crawl;

/// <summary>One worker for each registry that is published, begun and ended as they come and go: a slow or dead one delays no other.</summary>
internal sealed partial class CrawlWorker(IUpstreamSource upstreams, CrawlTools tools, ILogger<CrawlWorker> logger) : BackgroundService, ICrawlQueue, IIndexProgress
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<Guid, Crawling> crawlings = new();

    public void Request(Guid registryId)
    {
        // One that was integrated a moment ago is crawled at once as it is.
        if (crawlings.TryGetValue(registryId, out var crawling)) crawling.Worker.Queue.Request();
    }

    public void RequestLook(Guid registryId)
    {
        if (crawlings.TryGetValue(registryId, out var crawling)) crawling.Worker.Queue.RequestLook();
    }

    public void NoteChanged(Guid registryId, string repository)
    {
        if (crawlings.TryGetValue(registryId, out var crawling)) crawling.Worker.Queue.NoteChanged(repository);
    }

    public IndexView Of(Guid registryId) =>
        crawlings.TryGetValue(registryId, out var crawling) && crawling.Worker.Row is { } row
            ? new IndexView(
                row.State,
                row.StartedAt,
                row.FinishedAt,
                row.Repositories,
                row.CompleteSince is { } since ? Math.Max(0, Math.Round((tools.Time.GetUtcNow() - since).TotalSeconds, 1)) : null,
                row.Reason)
            : new IndexView(IndexState.Pending, null, null, 0, null, null);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = tools.Crawls.ReadAll().ToDictionary(row => row.RegistryId);
        foreach (var gone in known.Values.Where(row => !upstreams.Upstreams.ContainsKey(row.RegistryId)))
            _ = Task.Run(() => ForgetAsync(gone.RegistryId, stoppingToken), CancellationToken.None);

        try
        {
            while (true)
            {
                var published = upstreams.Upstreams;
                foreach (var (id, upstream) in published)
                    Look(id, upstream.Endpoint, known.GetValueOrDefault(id), stoppingToken);
                foreach (var id in crawlings.Keys.Where(id => !published.ContainsKey(id)))
                    await EndAsync(id, stoppingToken);
                await Task.Delay(LookEvery, tools.Time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(crawlings.Values.Select(crawling => crawling.Running));
        }
    }

    private void Look(Guid id, RegistryEndpoint endpoint, CrawlRow? known, CancellationToken stoppingToken)
    {
        if (crawlings.TryGetValue(id, out var crawling))
        {
            // Another address or login may show other images.
            if (!ReferenceEquals(crawling.Endpoint, endpoint) && crawling.Endpoint != endpoint) crawling.Worker.Queue.Request();
            crawling.Endpoint = endpoint;
            return;
        }

        var worker = new RegistryWorker(id, tools, logger) { Row = known };
        var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        crawlings[id] = new Crawling(worker, stop, Task.Run(() => worker.RunAsync(stop.Token), CancellationToken.None)) { Endpoint = endpoint };
    }

    // The registry was removed: its crawl ends at once. Its rows go while nobody waits; no list shows them, because the access map no longer holds the registry.
    private async Task EndAsync(Guid id, CancellationToken stoppingToken)
    {
        if (!crawlings.TryRemove(id, out var crawling)) return;
        await crawling.Stop.CancelAsync();
        _ = Task.Run(async () =>
        {
            await crawling.Running;
            crawling.Stop.Dispose();
            await ForgetAsync(id, stoppingToken);
        }, CancellationToken.None);
    }

    private async Task ForgetAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            if (tools.Crawls.KeyOf(id) is not { } key) return;
            await tools.Sweeps.RemoveRegistryAsync(key, cancellationToken);
            Log.Forgotten(logger, id);
        }
        catch (Exception e)
        {
            Log.NotForgotten(logger, e, id); // the next start finds what is left
        }
    }

    private sealed class Crawling(RegistryWorker worker, CancellationTokenSource stop, Task running)
    {
        public RegistryWorker Worker => worker;

        public CancellationTokenSource Stop => stop;

        public Task Running => running;

        public required RegistryEndpoint Endpoint { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Registry {Registry} was removed, and is no longer in the index.")]
        public static partial void Forgotten(ILogger logger, Guid registry);

        [LoggerMessage(2, LogLevel.Warning, "The index of removed registry {Registry} could not be cleared; the next start tries again.")]
        public static partial void NotForgotten(ILogger logger, Exception exception, Guid registry);
    }
}
