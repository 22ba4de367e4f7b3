using Microsoft.Extensions.Options;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Registries.Connections;

namespace Roadstead.Server.Registries.Health;

/// <summary>Watches every published registry, each in a task of its own, so that a slow one delays no other.</summary>
internal sealed partial class RegistryHealthWorker(
    IUpstreamSource upstreams,
    RegistryConnections connections,
    RegistryChecker checker,
    RegistryHealthBoard board,
    HealthStore store,
    IOptions<RegistryHealthOptions> options,
    TimeProvider time,
    ILogger<RegistryHealthWorker> logger) : BackgroundService
{
    private static readonly TimeSpan LookAround = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<Guid, Watch> watches = [];

    // Before anything asks a registry: a login that was refused before the restart is not tried again because of it.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var signals in await store.ReadAllAsync(cancellationToken))
            board.Restore(signals.Key, [.. signals]);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookAround, time);
        object? seen = null;
        do
        {
            var published = upstreams.Upstreams;
            if (!ReferenceEquals(published, seen))
                Follow(published, stoppingToken);
            seen = published;
        }
        while (await NextAsync(timer, stoppingToken));

        // Their checks were cancelled with the host's token: this waits for no registry.
        await Task.WhenAll(watches.Values.Select(watch => watch.Task));
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Follow(IReadOnlyDictionary<Guid, Upstream> published, CancellationToken stoppingToken)
    {
        foreach (var id in watches.Keys.Where(id => !published.ContainsKey(id)).ToList())
        {
            watches.Remove(id, out var ended);
            ended!.Cancel();
            board.Forget(id);
        }

        connections.Sweep();
        foreach (var id in published.Keys.Where(id => !watches.ContainsKey(id)))
        {
            var source = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            watches.Add(id, new Watch(source, Task.Run(() => WatchAsync(id, source.Token), CancellationToken.None)));
        }
    }

    private async Task WatchAsync(Guid id, CancellationToken cancellationToken)
    {
        // A registry that was just integrated has been checked in the act.
        var fullAt = board.Of(id).Status == RegistryStatus.Unknown ? time.GetUtcNow() : time.GetUtcNow() + Jittered(options.Value.FullInterval);
        try
        {
            while (true)
            {
                var (wasUp, depth) = (IsUp(id), time.GetUtcNow() >= fullAt ? CheckDepth.Full : CheckDepth.Cheap);
                var done = await CheckAsync(id, depth, cancellationToken);
                if (depth == CheckDepth.Full && done)
                    fullAt = time.GetUtcNow() + Jittered(options.Value.FullInterval);
                else if (!wasUp && IsUp(id))
                    fullAt = time.GetUtcNow(); // it came back: nobody should wait minutes to see that all is well
                await Task.Delay(fullAt <= time.GetUtcNow() && done ? TimeSpan.Zero : Jittered(options.Value.CheapInterval), time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return; // removed, or the host stops
        }
    }

    private async Task<bool> CheckAsync(Guid id, CheckDepth depth, CancellationToken cancellationToken)
    {
        try
        {
            return await checker.CheckAsync(id, depth, asked: false, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Our own fault, or the store's: the next round tries again, and the board keeps what it knows.
            Log.Failed(logger, e, id);
            return false;
        }
    }

    private bool IsUp(Guid id) =>
        !board.Of(id).Signals.Any(signal => signal is { Name: SignalName.Reachable or SignalName.Tls or SignalName.Product, Ok: false });

    private TimeSpan Jittered(TimeSpan interval) => interval * (1 + (options.Value.Jitter * ((Random.Shared.NextDouble() * 2) - 1)));

    private sealed class Watch(CancellationTokenSource source, Task task)
    {
        public Task Task => task;

        public void Cancel()
        {
            source.Cancel();
            source.Dispose();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A check of registry {RegistryId} failed on our side.")]
        public static partial void Failed(ILogger logger, Exception exception, Guid registryId);
    }
}
