using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Roadstead.Core.Access;
using Roadstead.Server.Access;
using Roadstead.Server.Images;

namespace Roadstead.Server.Events;

/// <summary>Looks after the subscriptions of every published registry, each in a task of its own, so that a slow one delays no other: in turns, and at once when a space comes or its settings change.</summary>
internal sealed partial class SubscriptionWorker(
    IUpstreamSource upstreams, IAccessMapSource maps, SubscriptionReconciler reconciler, EventBoard board, EventBudget budget, EventLog log, IOptions<EventOptions> options, TimeProvider time,
    ILogger<SubscriptionWorker> logger) : BackgroundService, IChangeObserver
{
    private const int LooksAtOnce = 64;

    private static readonly TimeSpan LookAround = TimeSpan.FromMilliseconds(500);

    /// <summary>However often spaces come.</summary>
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim places = new(LooksAtOnce);
    private volatile Dictionary<Guid, Following> followed = [];

    /// <summary>Somebody pushed to a space that does not tell of it yet.</summary>
    public void Changed(Guid registryId, string repository, RepositoryChange change, DateTimeOffset? unseenSince)
    {
        if (board.StateOf(registryId) is { CheckedAt: not null } state && state.SinceOf(repository) is null && followed.TryGetValue(registryId, out var following)) following.Wake();
    }

    /// <summary>Ends the looks at a registry that was removed; returns when none is under way.</summary>
    internal Task EndAsync(Guid registryId) => followed.TryGetValue(registryId, out var following) ? following.EndAsync() : Task.CompletedTask;

    public override void Dispose()
    {
        places.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookAround, time);
        long? seen = null;
        try
        {
            do
            {
                // Map and upstreams are published together.
                if (maps.Current is var map && map.Version == seen) continue;
                seen = map.Version;
                Follow(map, upstreams.Upstreams, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(followed.Values.Select(following => following.Running)); // cancelled with the host's token: this waits for no registry
        }
    }

    private void Follow(AccessMap map, IReadOnlyDictionary<Guid, Upstream> published, CancellationToken stoppingToken)
    {
        var next = new Dictionary<Guid, Following>(published.Count);
        foreach (var (id, upstream) in published)
        {
            var names = string.Join('\n', map.SpacesOf(id).Select(space => space.Name).Order(StringComparer.Ordinal));
            if (followed.TryGetValue(id, out var following))
            {
                if (following.Spaces != names || following.Upstream.Endpoint != upstream.Endpoint || following.Upstream.EventSecret != upstream.EventSecret) following.Wake();
            }
            else
            {
                following = new Following(CancellationTokenSource.CreateLinkedTokenSource(stoppingToken)) { Upstream = upstream, Spaces = names };
                following.Running = Task.Run(() => FollowAsync(id, following), CancellationToken.None);
            }

            (following.Upstream, following.Spaces) = (upstream, names);
            next[id] = following;
        }

        foreach (var (id, gone) in followed.Where(pair => !published.ContainsKey(pair.Key)))
            _ = ForgetAsync(id, gone);
        followed = next;
    }

    private async Task ForgetAsync(Guid id, Following gone)
    {
        await gone.EndAsync();
        board.Forget(id);
        budget.Forget(id);
        log.Forget(id);
    }

    private async Task FollowAsync(Guid id, Following following)
    {
        var token = following.Stop.Token;
        var failures = 0;
        try
        {
            while (true)
            {
                failures = await LookAsync(id, following, token) ? 0 : failures + 1;
                await Task.Delay(AtMostEvery, time, token);
                await following.WaitAsync(Later(failures) - AtMostEvery, time);
            }
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return; // removed, or the host stops
        }
    }

    // False: it is to be tried again soon.
    private async Task<bool> LookAsync(Guid id, Following following, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            var before = board.StateOf(id);
            if (await reconciler.ReconcileAsync(following.Upstream, before, cancellationToken) is not { } state)
            {
                board.Forget(id);
                return true;
            }

            if (state.Reason is { } reason && reason != before.Reason) Log.InTheWay(logger, following.Upstream.Name, state.Message ?? reason);
            board.Report(id, state);
            return state.Reason is null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Our own fault, or the store's: the next round tries again.
            Log.Failed(logger, e, following.Upstream.Name);
            return false;
        }
        finally
        {
            places.Release();
        }
    }

    private TimeSpan Later(int failures)
    {
        var wait = failures == 0 ? options.Value.LookEvery : options.Value.RetryAfter * Math.Pow(2, Math.Min(failures - 1, 20));
        return (wait < options.Value.LookEvery ? wait : options.Value.LookEvery) * (0.9 + (0.2 * Random.Shared.NextDouble()));
    }

    private sealed class Following(CancellationTokenSource stop)
    {
        private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public CancellationTokenSource Stop => stop;

        public Task Running { get; set; } = Task.CompletedTask;

        public required Upstream Upstream { get; set; }

        public required string Spaces { get; set; }

        public async Task EndAsync()
        {
            await stop.CancelAsync();
            await Running;
        }

        public void Wake() => wake.Writer.TryWrite(true);

        /// <summary>Returns when there is something new, or after a while.</summary>
        public async Task WaitAsync(TimeSpan wait, TimeProvider time)
        {
            if (wait <= TimeSpan.Zero) return;
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
            await Task.WhenAny(wake.Reader.ReadAsync(waiting.Token).AsTask(), Task.Delay(wait, time, waiting.Token));
            await waiting.CancelAsync();
            stop.Token.ThrowIfCancellationRequested();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Registry {Registry} cannot be had to tell of changes: {Problem}")]
        public static partial void InTheWay(ILogger logger, string registry, string problem);

        [LoggerMessage(2, LogLevel.Error, "Looking after the subscriptions of registry {Registry} failed on our side.")]
        public static partial void Failed(ILogger logger, Exception exception, string registry);
    }
}
