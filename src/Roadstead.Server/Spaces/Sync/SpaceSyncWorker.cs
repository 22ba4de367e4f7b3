using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Roadstead.Registries;
using Roadstead.Server.Access;

namespace Roadstead.Server.Spaces.Sync;

/// <summary>
/// Looks at the spaces of every platform registry: when it is integrated, when something is asked of it, and now and then. Each in a task of its own, so that a slow one delays no other.
/// Of one whose spaces are only Roadstead's there is nothing to look at.
/// </summary>
internal sealed partial class SpaceSyncWorker(
    IUpstreamSource upstreams, IPublications publications, SpaceReconciler reconciler, IOptions<SpaceSyncOptions> options, TimeProvider time,
    ILogger<SpaceSyncWorker> logger) : BackgroundService, ISpaceSync
{
    private const double Jitter = 0.1;

    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, Watch> watches = new();

    public void Request(Guid registryId)
    {
        if (watches.TryGetValue(registryId, out var watch)) watch.Request();
    }

    public DateTimeOffset? SeenAt(Guid registryId) => reconciler.SeenAt(registryId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var version = publications.Version;
                Follow(upstreams.Upstreams, stoppingToken);
                await publications.WaitForAfterAsync(version, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(watches.Values.Select(watch => watch.Running));
        }
    }

    private void Follow(IReadOnlyDictionary<Guid, Upstream> published, CancellationToken stoppingToken)
    {
        foreach (var id in watches.Keys.Where(id => !published.ContainsKey(id)))
        {
            if (watches.TryRemove(id, out var ended)) ended.End();
            reconciler.Forget(id);
        }

        // A workspace's registry is that workspace's own: its spaces play no part in any decision.
        foreach (var (id, upstream) in published.Where(entry => entry.Value.WorkspaceId is null))
        {
            if (watches.TryGetValue(id, out var watch))
                watch.Note(upstream.Endpoint);
            else
                Begin(id, upstream.Endpoint, stoppingToken);
        }
    }

    private void Begin(Guid id, RegistryEndpoint endpoint, CancellationToken stoppingToken)
    {
        var watch = new Watch(endpoint, CancellationTokenSource.CreateLinkedTokenSource(stoppingToken));
        watches[id] = watch;
        watch.Running = Task.Run(() => RunAsync(id, watch, watch.Token), CancellationToken.None);
    }

    private async Task RunAsync(Guid id, Watch watch, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var again = watch.Take();
                var isSettled = await LookAsync(id, again, cancellationToken);
                await watch.WaitAsync(isSettled ? options.Value.Interval * (1 + (Jitter * ((Random.Shared.NextDouble() * 2) - 1))) : AgainAfter, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return; // removed, or the host stops
        }
    }

    private async Task<bool> LookAsync(Guid id, bool again, CancellationToken cancellationToken)
    {
        try
        {
            return await reconciler.ReconcileAsync(id, again, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, e, id); // our own fault, or the store's: the next look tries again
            return true;
        }
    }

    private sealed class Watch(RegistryEndpoint endpoint, CancellationTokenSource source)
    {
        private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        private RegistryEndpoint endpoint = endpoint;

        public CancellationToken Token { get; } = source.Token;

        public Task Running { get; set; } = Task.CompletedTask;

        public void Request() => wake.Writer.TryWrite(true);

        /// <summary>Another address or login may show other spaces.</summary>
        public void Note(RegistryEndpoint now)
        {
            if (!ReferenceEquals(endpoint, now) && endpoint != now) Request();
            endpoint = now;
        }

        /// <summary>True when something was asked since.</summary>
        public bool Take() => wake.Reader.TryRead(out _);

        /// <summary>Returns when something is asked, or after <paramref name="timeout"/>.</summary>
        public async Task WaitAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(wake.Reader.WaitToReadAsync(waiting.Token).AsTask(), Task.Delay(timeout, time, waiting.Token));
            await waiting.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }

        public void End()
        {
            source.Cancel();
            source.Dispose();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A look at the spaces of registry {RegistryId} failed on our side.")]
        public static partial void Failed(ILogger logger, Exception exception, Guid registryId);
    }
}
