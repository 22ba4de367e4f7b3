using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Images;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Overview;

/// <summary>Asks registries that count themselves for their figures: with each crawl, and soon after a change. No page waits for it.</summary>
internal sealed partial class FiguresWorker(
    IUpstreamSource upstreams, IRegistryConnections connections, IOptions<OverviewOptions> options, TimeProvider time, ILogger<FiguresWorker> logger) : BackgroundService, IChangeObserver
{
    private const int AtOnce = 16;

    private static readonly TimeSpan LookAround = TimeSpan.FromMilliseconds(500);

    /// <summary>Changes come in bursts: what follows within this is measured with it.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim places = new(AtOnce);
    private readonly ConcurrentDictionary<Guid, RegistryFigures> figures = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> changedAt = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> due = new();

    /// <summary>What the registry told last; null when it was not asked since the server was started, or tells nothing.</summary>
    public RegistryFigures? Of(Guid registryId) => figures.GetValueOrDefault(registryId);

    /// <summary>True when nothing is known to have changed since.</summary>
    public bool IsCurrent(RegistryFigures told, Guid registryId) => !changedAt.TryGetValue(registryId, out var at) || at < told.At;

    public void Changed(Guid registryId, string repository, RepositoryChange change, DateTimeOffset? unseenSince)
    {
        var now = time.GetUtcNow();
        changedAt[registryId] = now;
        var soonest = figures.TryGetValue(registryId, out var told) ? told.At + options.Value.MeasureAtMostEvery : now;
        due.TryAdd(registryId, soonest > now + Gather ? soonest : now + Gather);
    }

    /// <summary>Asks now. Null when the registry tells nothing; what it told before where it fails.</summary>
    public async Task<RegistryFigures?> MeasureAsync(Guid registryId, CancellationToken cancellationToken)
    {
        due.TryRemove(registryId, out _);
        if (connections.Find(registryId) is not { } driver) return null;
        var at = time.GetUtcNow();
        try
        {
            var statistics = driver.As<IRegistryStatistics>() is { } counts ? await counts.ReadStatisticsAsync(cancellationToken) : null;
            var storage = statistics?.StorageBytes is { } bytes ? new StorageMeasurement(bytes, StorageKind.Physical, null) : await driver.MeasureStorageAsync(cancellationToken);
            return statistics is null && storage is null ? null : figures[registryId] = new RegistryFigures(statistics, storage, at);
        }
        catch (RegistryException e)
        {
            Log.NotTold(logger, registryId, e.Message);
            return Of(registryId);
        }
    }

    public override void Dispose()
    {
        places.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookAround, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                MeasureDue(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private void MeasureDue(CancellationToken cancellationToken)
    {
        var published = upstreams.Upstreams;
        foreach (var gone in changedAt.Keys.Concat(figures.Keys).Where(id => !published.ContainsKey(id)))
        {
            changedAt.TryRemove(gone, out _);
            figures.TryRemove(gone, out _);
            due.TryRemove(gone, out _);
        }

        var now = time.GetUtcNow();
        foreach (var (id, _) in due.Where(pair => pair.Value <= now))
        {
            // One that hangs holds up none of the others, nor this loop.
            if (due.TryRemove(id, out _)) _ = Task.Run(() => TryAsync(id, cancellationToken), CancellationToken.None);
        }
    }

    private async Task TryAsync(Guid registryId, CancellationToken cancellationToken)
    {
        try
        {
            await places.WaitAsync(cancellationToken);
            try
            {
                await MeasureAsync(registryId, cancellationToken);
            }
            finally
            {
                places.Release();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return; // the host stops
        }
        catch (Exception e)
        {
            Log.Failed(logger, e, registryId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Registry {Registry} did not tell its figures: {Reason}")]
        public static partial void NotTold(ILogger logger, Guid registry, string reason);

        [LoggerMessage(2, LogLevel.Error, "Asking registry {Registry} for its figures failed on our side.")]
        public static partial void Failed(ILogger logger, Exception exception, Guid registry);
    }
}
