using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Roadstead.Kubernetes.Work;
using Roadstead.Testing;

namespace Roadstead.Kubernetes.Tests.Work;

public sealed class WorkQueueTests
{
    private static readonly ReconcileOutcome Done = new ReconcileOutcome.Done();
    private readonly ManualTime time = new();
    private readonly ConcurrentQueue<string> begun = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enqueue_SameKeyManyTimes_IsWorkedOnOnce()
    {
        var queue = Queue((_, _) => Task.FromResult(Done));
        Parallel.For(0, 1000, i => queue.Enqueue(i % 2 == 0 ? "a" : "b"));
        Assert.Equal(2, queue.Count);

        await using var running = new Running(queue.RunAsync);

        await Eventually.TrueAsync(() => queue.Count == 0, "all is done", Cancelled);
        Assert.Equal(["a", "b"], begun.Order());
    }

    [Fact]
    public async Task Enqueue_WhileWorkedOn_IsWorkedOnOnceMoreAfterwards()
    {
        var (atWork, mayEnd) = (0, new SemaphoreSlim(0));
        var most = 0;
        var queue = Queue(async (_, token) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref atWork));
            await mayEnd.WaitAsync(token);
            Interlocked.Decrement(ref atWork);
            return Done;
        });
        await using var running = new Running(queue.RunAsync);
        queue.Enqueue("a");
        await Eventually.TrueAsync(() => begun.Count == 1, "it is begun", Cancelled);

        for (var i = 0; i < 10; i++)
        {
            queue.Enqueue("a");
        }

        mayEnd.Release(5);
        await Eventually.TrueAsync(() => queue.Count == 0, "all is done", Cancelled);
        Assert.Equal(["a", "a"], begun);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task RunAsync_ManyKeys_SoManyAtOnceAndNoMore()
    {
        var (atWork, most, mayEnd) = (0, 0, new SemaphoreSlim(0));
        var queue = Queue(async (_, token) =>
        {
            var now = Interlocked.Increment(ref atWork);
            lock (begun) most = Math.Max(most, now);
            await mayEnd.WaitAsync(token);
            Interlocked.Decrement(ref atWork);
            return Done;
        }, new WorkQueueOptions { Name = "test", MaxConcurrency = 3 });
        foreach (var i in Enumerable.Range(0, 10)) queue.Enqueue($"{i}");
        await using var running = new Running(queue.RunAsync);

        await Eventually.TrueAsync(() => atWork == 3, "three work", Cancelled);
        mayEnd.Release(10);
        await Eventually.TrueAsync(() => queue.Count == 0, "all is done", Cancelled);

        Assert.Equal(3, most);
        Assert.Equal(10, begun.Count);
    }

    [Fact]
    public async Task EnqueueAfter_Twice_TheEarlierTimeCounts()
    {
        var queue = Queue((_, _) => Task.FromResult(Done));
        queue.EnqueueAfter("a", TimeSpan.FromSeconds(60));
        queue.EnqueueAfter("a", TimeSpan.FromSeconds(10));
        queue.EnqueueAfter("a", TimeSpan.FromSeconds(30));
        Assert.Equal(0, queue.Count);
        await using var running = new Running(queue.RunAsync);
        await WaitsAsync(10);

        time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(() => begun.Count == 1, "it is worked on", Cancelled);
        await Eventually.TrueAsync(() => queue.Count == 0, "it is done", Cancelled);
        time.Advance(TimeSpan.FromSeconds(60));
        queue.Enqueue("b");

        await Eventually.TrueAsync(() => begun.Count == 2, "another is worked on", Cancelled);
        Assert.Equal(["a", "b"], begun);
    }

    [Fact]
    public async Task Failures_InARow_WaitTwiceAsLongEach()
    {
        var queue = Queue((_, _) => throw new InvalidOperationException("it is so"));
        queue.Enqueue("a");
        await using var running = new Running(queue.RunAsync);
        var waits = new List<double>();
        for (var i = 1; i <= 12; i++)
        {
            await Eventually.TrueAsync(() => begun.Count == i && time.Pending.Count == 1, "it waits", Cancelled);
            waits.Add(time.Pending[0].TotalSeconds);
            time.Advance(time.Pending[0]);
        }

        Assert.All(waits.Index(), wait => Assert.InRange(wait.Item, Math.Min(120, 0.5 * Math.Pow(2, wait.Index)) / 2, Math.Min(120, 0.5 * Math.Pow(2, wait.Index))));
    }

    [Fact]
    public async Task Failure_ThenSuccessThenFailure_BeginsWithAShortWaitAgain()
    {
        var queue = Queue((_, _) => begun.Count == 5 ? Task.FromResult<ReconcileOutcome>(new ReconcileOutcome.Done(TimeSpan.FromSeconds(100))) : throw new InvalidOperationException("it is so"));
        queue.Enqueue("a");
        await using var running = new Running(queue.RunAsync);
        for (var i = 1; i <= 5; i++)
        {
            await Eventually.TrueAsync(() => begun.Count == i && time.Pending.Count == 1, "it waits", Cancelled);
            time.Advance(time.Pending[0]);
        }

        await Eventually.TrueAsync(() => begun.Count == 6 && time.Pending.Count == 1, "it fails again", Cancelled);
        Assert.InRange(time.Pending[0].TotalSeconds, 0.25, 0.5);
    }

    [Fact]
    public async Task Failure_ThatNamesATime_IsWaitedFor()
    {
        var queue = Queue((_, _) => throw new KubernetesException(KubernetesErrorCode.Throttled, "busy") { RetryAfter = TimeSpan.FromSeconds(7) });
        queue.Enqueue("a");
        await using var running = new Running(queue.RunAsync);

        await WaitsAsync(7);
    }

    // What a failing pass writes may be what asks for the next one: that must not go round at full speed.
    [Fact]
    public async Task Failure_WhoseKeyIsAskedForAllTheTime_StillWaits()
    {
        WorkQueue<string>? queue = null;
        queue = Queue((key, _) =>
        {
            queue!.Enqueue(key);
            throw new InvalidOperationException("it is so");
        });
        queue.Enqueue("a");
        await using var running = new Running(queue.RunAsync);
        await Eventually.TrueAsync(() => begun.Count == 1 && time.Pending.Count == 1, "it waits", Cancelled);

        queue.Enqueue("a");
        queue.Enqueue("b");
        await Eventually.TrueAsync(() => begun.Count == 2, "another key does not wait", Cancelled);

        Assert.Equal(["a", "b"], begun);
        Assert.InRange(time.Pending[0].TotalSeconds, 0.25, 0.5);
    }

    [Fact]
    public async Task Failure_WhoseKeyIsAskedFor_IsTriedSoonerThanItsWait()
    {
        var queue = Queue((_, _) => throw new InvalidOperationException("it is so"));
        queue.Enqueue("a");
        await using var running = new Running(queue.RunAsync);
        for (var i = 1; i <= 8; i++)
        {
            await Eventually.TrueAsync(() => begun.Count == i && time.Pending.Count == 1, "it waits", Cancelled);
            time.Advance(i < 8 ? time.Pending[0] : TimeSpan.FromSeconds(1));
        }

        queue.Enqueue("a");

        await Eventually.TrueAsync(() => begun.Count == 9, "it is tried", Cancelled);
    }

    [Fact]
    public async Task Outcomes_SayWhenItIsLookedAtAgain()
    {
        var queue = Queue((key, _) => Task.FromResult<ReconcileOutcome>(key switch
        {
            "done" => new ReconcileOutcome.Done(TimeSpan.FromSeconds(600)),
            "waiting" => new ReconcileOutcome.Waiting("no-account", "The account is not there yet.", TimeSpan.FromSeconds(5)),
            _ => new ReconcileOutcome.Stalled("foreign-secret", "Remove it."),
        }));
        queue.Enqueue("done");
        queue.Enqueue("waiting");
        queue.Enqueue("stalled");
        await using var running = new Running(queue.RunAsync);
        await WaitsAsync(5);

        time.Advance(TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => begun.Count == 4, "what waits is looked at", Cancelled);
        await WaitsAsync(5);
        queue.Enqueue("stalled");
        await Eventually.TrueAsync(() => begun.Count == 5, "what is stuck is looked at when told", Cancelled);

        Assert.Equal(["done", "stalled", "stalled", "waiting", "waiting"], begun.Order());
    }

    [Fact]
    public async Task RunAsync_MoreThanTheBudget_GoesAtItsRate()
    {
        var queue = Queue((_, _) => Task.FromResult(Done), new WorkQueueOptions { Name = "test", PerSecond = 10, Burst = 5 });
        foreach (var i in Enumerable.Range(0, 20)) queue.Enqueue($"{i}");
        await using var running = new Running(queue.RunAsync);

        await Eventually.TrueAsync(() => begun.Count == 5 && time.Pending.Count == 1, "the burst goes", Cancelled);
        Assert.Equal(0.1, time.Pending[0].TotalSeconds, 3);
        time.Advance(TimeSpan.FromSeconds(0.1));
        await Eventually.TrueAsync(() => begun.Count == 6 && time.Pending.Count == 1, "then one after the other", Cancelled);
    }

    [Fact]
    public async Task RunAsync_Cancelled_ReturnsWhenWhatWasBegunHasEnded()
    {
        var ended = false;
        var queue = Queue(async (_, token) =>
        {
            try
            {
                await new TaskCompletionSource().Task.WaitAsync(token);
                return Done;
            }
            finally
            {
                ended = true;
            }
        });
        queue.Enqueue("a");
        var running = new Running(queue.RunAsync);
        await Eventually.TrueAsync(() => begun.Count == 1, "it is begun", Cancelled);

        await running.EndAsync();

        Assert.True(ended);
    }

    [Fact]
    public async Task OldestAge_KeysThatWait_IsThatOfTheFirst()
    {
        var queue = Queue((_, _) => Task.FromResult(Done));
        queue.Enqueue("a");
        time.Advance(TimeSpan.FromSeconds(30));
        queue.Enqueue("b");
        queue.EnqueueAfter("later", TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(30), queue.OldestAge);
        Assert.Equal(2, queue.Count);
        await using var running = new Running(queue.RunAsync);
        await Eventually.TrueAsync(() => queue.Count == 0, "all is done", Cancelled);
        Assert.Equal(TimeSpan.Zero, queue.OldestAge);
    }

    private Task WaitsAsync(double seconds) =>
        Eventually.TrueAsync(() => time.Pending is [var wait, ..] && wait == TimeSpan.FromSeconds(seconds), $"it waits for {seconds} s", Cancelled);

    private WorkQueue<string> Queue(Func<string, CancellationToken, Task<ReconcileOutcome>> reconcile, WorkQueueOptions? options = null) => new(
        options ?? new WorkQueueOptions { Name = "test" },
        (key, token) =>
        {
            begun.Enqueue(key);
            return reconcile(key, token);
        },
        time,
        NullLogger.Instance);
}
