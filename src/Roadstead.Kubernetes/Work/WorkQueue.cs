using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Roadstead.Kubernetes.Http;

namespace Roadstead.Kubernetes.Work;

/// <summary>
/// Keys to be looked at: each once however often it is asked for, never twice at the same time, many at once, and one that fails again after a growing while.
/// A key that is asked for while it is worked on is looked at once more afterwards. Safe for any number of threads.
/// </summary>
/// <typeparam name="TKey">Names what is compared; equal keys are the same work.</typeparam>
public sealed partial class WorkQueue<TKey>
    where TKey : notnull
{
    private readonly WorkQueueOptions options;
    private readonly Func<TKey, CancellationToken, Task<ReconcileOutcome>> reconcile;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly BackOff backOff;
    private readonly TokenBucket budget;
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, WorkItem<TKey>> items = [];
    private readonly PriorityQueue<WorkItem<TKey>, (DateTimeOffset Due, long Order)> schedule = new();
    private readonly Channel<bool> woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long order;

    /// <summary>Keys may be asked for at once; nothing is worked on before <see cref="RunAsync"/>.</summary>
    public WorkQueue(WorkQueueOptions options, Func<TKey, CancellationToken, Task<ReconcileOutcome>> reconcile, TimeProvider time, ILogger logger)
    {
        (this.options, this.reconcile, this.time, this.logger) = (options, reconcile, time, logger);
        backOff = new BackOff(options.FirstWait, options.LongestWait);
        budget = new TokenBucket(options.PerSecond, options.Burst, time);
    }

    /// <summary>Keys that are due or worked on; those whose time has not come do not count.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                var now = time.GetUtcNow();
                return items.Values.Count(item => item.IsRunning || item.Due <= now);
            }
        }
    }

    /// <summary>How long the key that waits longest has been due.</summary>
    public TimeSpan OldestAge
    {
        get
        {
            lock (gate)
            {
                var now = time.GetUtcNow();
                var oldest = items.Values.Where(item => !item.IsRunning).Min(item => item.Due) ?? now;
                return oldest < now ? now - oldest : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Asks for a key to be looked at as soon as possible, also if it waits after a failure.</summary>
    public void Enqueue(TKey key) => EnqueueAfter(key, TimeSpan.Zero);

    /// <summary>Asks for a key to be looked at after a time; if it is due earlier already, it stays so.</summary>
    public void EnqueueAfter(TKey key, TimeSpan delay)
    {
        lock (gate)
        {
            if (!items.TryGetValue(key, out var item))
            {
                items[key] = item = new WorkItem<TKey>(key);
            }

            Schedule(item, time.GetUtcNow() + delay);
        }

        woken.Writer.TryWrite(true);
    }

    /// <summary>Works until it is cancelled; then returns as soon as what was begun has ended. Once only.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var tracked = KubernetesMetrics.TrackQueue(options.Name, () => Count, () => OldestAge);
        using var places = new SemaphoreSlim(options.MaxConcurrency);
        await using var timer = time.CreateTimer(_ => woken.Writer.TryWrite(true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            while (true)
            {
                await budget.WaitAsync(cancellationToken);
                await places.WaitAsync(cancellationToken);
                var item = await NextAsync(timer, places, cancellationToken);
                _ = Task.Run(() => WorkAsync(item, places, cancellationToken), CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            for (var place = 0; place < options.MaxConcurrency; place++)
            {
                await places.WaitAsync(CancellationToken.None);
            }
        }
    }

    private async Task<WorkItem<TKey>> NextAsync(ITimer timer, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (Take(out var wait) is { } item)
                {
                    return item;
                }

                timer.Change(wait, Timeout.InfiniteTimeSpan);
                await woken.Reader.ReadAsync(cancellationToken);
            }
        }
        catch
        {
            places.Release();
            throw;
        }
    }

    // The key that is due longest; null with the time until the next one.
    private WorkItem<TKey>? Take(out TimeSpan wait)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            wait = Timeout.InfiniteTimeSpan;
            while (schedule.TryPeek(out var item, out var place))
            {
                // Places of keys that were brought forward, or are worked on already, stay behind.
                if (item.IsRunning || item.Due != place.Due)
                {
                    schedule.Dequeue();
                    continue;
                }

                if (place.Due > now)
                {
                    wait = place.Due - now;
                    return null;
                }

                schedule.Dequeue();
                item.IsRunning = true;
                item.Due = null;
                return item;
            }

            return null;
        }
    }

    private async Task WorkAsync(WorkItem<TKey> item, SemaphoreSlim places, CancellationToken cancellationToken)
    {
        TimeSpan? next = null;
        var hasFailed = false;
        try
        {
            next = await reconcile(item.Key, cancellationToken) switch
            {
                ReconcileOutcome.Done done => done.Again,
                ReconcileOutcome.Waiting waiting => waiting.After,
                _ => null,
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Stopped(logger, options.Name, item.Key);
        }
        catch (Exception e)
        {
            hasFailed = true;
            next = backOff.After(item.Failures + 1, (e as KubernetesException)?.RetryAfter);
            Log.Failed(logger, e, options.Name, item.Key, item.Failures + 1, next.Value);
        }

        Finish(item, hasFailed, next);
        places.Release();
    }

    private void Finish(WorkItem<TKey> item, bool hasFailed, TimeSpan? next)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            item.IsRunning = false;
            item.Failures = hasFailed ? item.Failures + 1 : 0;
            item.NotBefore = hasFailed ? now + backOff.After(1) : now;
            var due = next is { } after ? now + after : (DateTimeOffset?)null;
            var asked = item.Due;
            item.Due = null;
            if (Earlier(due, asked) is { } soonest)
            {
                Schedule(item, soonest);
            }
            else
            {
                items.Remove(item.Key);
            }
        }

        woken.Writer.TryWrite(true);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    // In the lock.
    private void Schedule(WorkItem<TKey> item, DateTimeOffset due)
    {
        // What made it fail may well be what asks for it again: not at full speed.
        due = due < item.NotBefore ? item.NotBefore : due;
        if (item.Due is not null && item.Due <= due)
        {
            return;
        }

        item.Due = due;
        if (!item.IsRunning)
        {
            schedule.Enqueue(item, (due, order++));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Queue {Queue}: {Key} failed, {Failures} times in a row; next try in {Delay}.")]
        public static partial void Failed(ILogger logger, Exception exception, string queue, object key, int failures, TimeSpan delay);

        [LoggerMessage(2, LogLevel.Debug, "Queue {Queue}: {Key} was given up, for the server stops.")]
        public static partial void Stopped(ILogger logger, string queue, object key);
    }
}
