using Microsoft.Extensions.Logging;
using Roadstead.Kubernetes.Http;

namespace Roadstead.Kubernetes.Watching;

/// <summary>
/// Knows all objects of a scope, as far as the API server has told: lists them once, and watches from there on. Survives everything that a server and the
/// network do; what it missed it finds by comparing. Reading is safe for any number of threads.
/// </summary>
/// <typeparam name="T">What is watched.</typeparam>
public sealed partial class Informer<T>
    where T : class, IKubernetesResource<T>
{
    private readonly KubernetesClient client;
    private readonly ListScope scope;
    private readonly InformerOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly InformerStore<T> store;
    private readonly TaskCompletionSource synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long createdAt;
    private long heardAt;
    private volatile KubernetesException? failure;
    private string? version;

    /// <summary>Does nothing before <see cref="RunAsync"/>.</summary>
    public Informer(KubernetesClient client, ListScope scope, InformerOptions options, TimeProvider time, ILogger logger)
    {
        (this.client, this.scope, this.options, this.time, this.logger) = (client, scope, options, time, logger);
        store = new InformerStore<T>(Tell);
        createdAt = time.GetUtcNow().UtcTicks;
    }

    /// <summary>
    /// What changed, in order, on the informer's own task: whoever takes long holds up the informer. The store has the change already. What a handler throws is
    /// logged and dropped. Subscribe before <see cref="RunAsync"/> to hear of every object; an object is told once per change, whatever the server repeats.
    /// </summary>
    public event Action<InformerChange<T>>? Changed;

    /// <summary>What is kept of an object; everything unless told. Dropping what nobody reads saves memory in large clusters.</summary>
    public Func<T, T> Keep { get; init; } = static item => item;

    /// <summary>True from the first whole list on.</summary>
    public bool HasSynced => synced.Task.IsCompletedSuccessfully;

    /// <summary>All objects, as a snapshot.</summary>
    public IReadOnlyCollection<T> Items => store.Items;

    /// <summary>The last sign of life of the API server to this informer; null before the first.</summary>
    public DateTimeOffset? HeardAt => Interlocked.Read(ref heardAt) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>
    /// Time since the last sign of life, or since the making of this before the first: how old what it knows may be. In a quiet cluster it rises up to
    /// <see cref="KubernetesClientOptions.WatchTimeout"/> between two signs.
    /// </summary>
    public TimeSpan Lag => time.GetUtcNow() - (HeardAt ?? new DateTimeOffset(createdAt, TimeSpan.Zero));

    /// <summary>Why it does not follow the server right now; null while it does, and before the first try.</summary>
    public KubernetesException? Failure => failure;

    /// <summary>The object; null when there is none, as far as is known.</summary>
    public T? Find(string? ns, string name) => store.Find(new ResourceKey(ns, name));

    /// <summary>Returns when everything was listed once.</summary>
    public Task WaitForSyncAsync(CancellationToken cancellationToken) => synced.Task.WaitAsync(cancellationToken);

    /// <summary>Follows the server until it is cancelled; then returns. Once only.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var tracked = KubernetesMetrics.TrackLag(client.Cluster, T.Resource.Plural, () => Lag);
        var backOff = new BackOff(options.FirstWait, options.LongestWait);
        var lists = new ListReader<T>(client, scope, options, Keep, Heard);
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            var begun = time.GetTimestamp();
            KubernetesException? ended = null;
            try
            {
                await FollowAsync(lists, cancellationToken);
            }
            catch (KubernetesException e)
            {
                ended = e;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            // A server that ends everything at once, however politely, is not asked again at once.
            failures = time.GetElapsedTime(begun) >= options.Settled ? 0 : failures;
            if (ended is null && time.GetElapsedTime(begun) >= options.Settled)
            {
                continue;
            }

            await WaitAsync(ended, backOff.After(++failures, ended?.RetryAfter), cancellationToken);
        }
    }

    private async Task FollowAsync(ListReader<T> lists, CancellationToken cancellationToken)
    {
        if (version is null)
        {
            var (items, from) = await lists.ReadAsync(cancellationToken);
            store.Replace(items);
            version = from;
            failure = null;
            synced.TrySetResult();
        }

        await foreach (var happened in client.WatchAsync<T>(scope, version, HeardWatching, cancellationToken))
        {
            if (happened.Object is { } item)
            {
                Apply(happened.Type, Keep(item));
            }

            version = happened.ResourceVersion;
        }
    }

    private void Apply(WatchEventType type, T item)
    {
        if (type == WatchEventType.Deleted)
        {
            store.Remove(item);
        }
        else
        {
            store.Put(item);
        }
    }

    private async Task WaitAsync(KubernetesException? ended, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (ended is { Code: KubernetesErrorCode.Gone } && version is not null)
        {
            // Not a failure: more happened than the server remembers. What was missed is found by comparing.
            version = null;
            Log.Relist(logger, T.Resource.Plural, client.Cluster);
        }
        else if (ended is not null)
        {
            failure = ended;
            Log.Failed(logger, T.Resource.Plural, client.Cluster, ended.Message, wait);
        }

        try
        {
            await Task.Delay(wait, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Log.Stopped(logger, T.Resource.Plural, client.Cluster);
        }
    }

    private void Tell(InformerChange<T> change)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(Changed))
        {
            try
            {
                handler(change);
            }
            catch (Exception e)
            {
                // Whatever it is: the other handlers, and the next change, still count.
                Log.HandlerThrew(logger, e, T.Resource.Plural, client.Cluster, change.Key);
            }
        }
    }

    private void Heard() => Interlocked.Exchange(ref heardAt, time.GetUtcNow().UtcTicks);

    private void HeardWatching()
    {
        Heard();
        failure = null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Following {Resource} of cluster {Cluster} failed; next try in {Delay}: {Problem}")]
        public static partial void Failed(ILogger logger, string resource, string cluster, string problem, TimeSpan delay);

        [LoggerMessage(2, LogLevel.Information, "The API server no longer remembers where the watch of {Resource} of cluster {Cluster} was; listing again.")]
        public static partial void Relist(ILogger logger, string resource, string cluster);

        [LoggerMessage(3, LogLevel.Error, "A handler of changes of {Resource} of cluster {Cluster} threw at {Key}.")]
        public static partial void HandlerThrew(ILogger logger, Exception exception, string resource, string cluster, ResourceKey key);

        [LoggerMessage(4, LogLevel.Debug, "Following {Resource} of cluster {Cluster} stopped.")]
        public static partial void Stopped(ILogger logger, string resource, string cluster);
    }
}
