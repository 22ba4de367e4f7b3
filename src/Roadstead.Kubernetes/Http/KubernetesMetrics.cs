using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Roadstead.Kubernetes.Http;

/// <summary>What this project measures, for whoever listens to meters.</summary>
internal static class KubernetesMetrics
{
    private static readonly Meter Meter = new("Roadstead.Kubernetes");

    private static readonly ConcurrentDictionary<object, Func<Measurement<double>>> Lags = new();
    private static readonly ConcurrentDictionary<object, Func<Measurement<int>>> Counts = new();
    private static readonly ConcurrentDictionary<object, Func<Measurement<double>>> Ages = new();

    private static readonly Counter<long> Requests =
        Meter.CreateCounter<long>("roadstead.kubernetes.requests", description: "Calls of API servers by cluster, verb, resource and status; code 0 is no answer.");

    static KubernetesMetrics()
    {
        Meter.CreateObservableGauge("roadstead.kubernetes.watch.lag", () => Lags.Values.Select(read => read()), "s", "Time since an API server gave a sign of life to an informer.");
        Meter.CreateObservableGauge("roadstead.kubernetes.queue.keys", () => Counts.Values.Select(read => read()), null, "Keys that wait or are worked on in a work queue.");
        Meter.CreateObservableGauge("roadstead.kubernetes.queue.oldest.age", () => Ages.Values.Select(read => read()), "s", "How long the key that waits longest in a work queue has been due.");
    }

    public static void Count(string cluster, KubernetesCall call, int code) =>
        Requests.Add(1, new("cluster", cluster), new("verb", call.Verb), new("resource", call.Resource), new("code", code));

    /// <summary>Measures an informer until it is disposed.</summary>
    public static IDisposable TrackLag(string cluster, string resource, Func<TimeSpan> lag) =>
        new Tracked(key => Lags[key] = () => new Measurement<double>(lag().TotalSeconds, new("cluster", cluster), new("resource", resource)));

    /// <summary>Measures a work queue until it is disposed.</summary>
    public static IDisposable TrackQueue(string name, Func<int> count, Func<TimeSpan> age) => new Tracked(key =>
    {
        Counts[key] = () => new Measurement<int>(count(), new KeyValuePair<string, object?>("queue", name));
        Ages[key] = () => new Measurement<double>(age().TotalSeconds, new KeyValuePair<string, object?>("queue", name));
    });

    private sealed class Tracked : IDisposable
    {
        public Tracked(Action<object> add) => add(this);

        public void Dispose()
        {
            Lags.TryRemove(this, out _);
            Counts.TryRemove(this, out _);
            Ages.TryRemove(this, out _);
        }
    }
}
