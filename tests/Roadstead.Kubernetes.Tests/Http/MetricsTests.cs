using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Work;
using Roadstead.Testing;
using static Roadstead.Kubernetes.Tests.LyingServer;

namespace Roadstead.Kubernetes.Tests.Http;

public sealed class MetricsTests
{
    private readonly string cluster = Some.NewName("metrics");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_AreCountedByVerbResourceAndCode()
    {
        var counted = new ConcurrentQueue<string>();
        using var listener = Listen((name, _, tags) => counted.Enqueue($"{name} {tags["verb"]} {tags["resource"]} {tags["code"]}"));
        await using var server = await StartAsync([Json(200, Item("a", "1")), Fail(404)], [Hold()]);
        using var client = Some.Client(server.Url, new KubernetesClientOptions { Cluster = cluster });

        await client.FindAsync<Namespace>(null, "a", Cancelled);
        await client.FindAsync<Secret>("a", "a", Cancelled);

        Assert.Equal(["roadstead.kubernetes.requests get namespaces 200", "roadstead.kubernetes.requests get secrets 404"], counted);
    }

    [Fact]
    public async Task Lag_IsMeasuredWhileAnInformerRuns()
    {
        var (time, lags) = (new ManualTime(), new ConcurrentQueue<(double Lag, object? Resource)>());
        using var listener = Listen((name, value, tags) =>
        {
            if (name == "roadstead.kubernetes.watch.lag") lags.Enqueue((value, tags["resource"]));
        });
        await using var server = await StartAsync([List("10", null)], [Hold(Event("ADDED", Item("a", "11")))]);
        using var client = Some.Client(server.Url, new KubernetesClientOptions { Cluster = cluster }, time);
        var informer = Some.Informer<Namespace>(client, time: time);
        var running = new Running(informer.RunAsync);
        await Eventually.TrueAsync(() => informer.Items.Count == 1, "it watches", Cancelled);

        time.Advance(TimeSpan.FromSeconds(12));
        listener.RecordObservableInstruments();
        await running.EndAsync();
        listener.RecordObservableInstruments();

        Assert.Equal([(12.0, (object?)"namespaces")], lags);
    }

    [Fact]
    public async Task Queues_AreMeasuredWhileTheyRun()
    {
        var (time, found) = (new ManualTime(), new ConcurrentQueue<string>());
        using var listener = Listen((name, value, _) => found.Enqueue($"{name} {value}"), "queue");
        using var mayEnd = new SemaphoreSlim(0);
        var begun = new TaskCompletionSource();
        var queue = new WorkQueue<string>(new WorkQueueOptions { Name = cluster, MaxConcurrency = 1 }, async (_, token) =>
        {
            begun.TrySetResult();
            await mayEnd.WaitAsync(token);
            return new ReconcileOutcome.Done();
        }, time, NullLogger.Instance);
        queue.Enqueue("a");
        queue.Enqueue("b");
        await using var running = new Running(queue.RunAsync);
        await begun.Task.WaitAsync(Cancelled);
        await Eventually.TrueAsync(() => { time.Advance(TimeSpan.FromTicks(1)); return queue.OldestAge > TimeSpan.Zero; }, "one waits", Cancelled);

        listener.RecordObservableInstruments();

        Assert.Contains("roadstead.kubernetes.queue.keys 2", found);
        Assert.Contains(found, line => line.StartsWith("roadstead.kubernetes.queue.oldest.age ", StringComparison.Ordinal));
    }

    private MeterListener Listen(Action<string, double, Dictionary<string, object?>> measured, string tag = "cluster")
    {
        var listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Meter.Name == "Roadstead.Kubernetes") self.EnableMeasurementEvents(instrument); } };
        void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var all = new Dictionary<string, object?>(tags.ToArray());
            if (all.GetValueOrDefault(tag) is string name && name == cluster) measured(instrument.Name, value, all);
        }

        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();
        return listener;
    }
}
