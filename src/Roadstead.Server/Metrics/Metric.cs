using System.Collections.Concurrent;

namespace Roadstead.Server.Metrics;

/// <summary>One instrument.</summary>
/// <param name="name">Prometheus name, unit included.</param>
/// <param name="kind">counter, gauge or histogram.</param>
/// <param name="help">What it measures.</param>
/// <param name="isObserved">True when each reading replaces the one before.</param>
internal sealed class Metric(string name, string kind, string help, bool isObserved)
{
    // Durations in seconds, from a map look-up to a slow registry.
    private static readonly double[] Bounds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    /// <summary>More label sets than this are dropped: a scan of unknown addresses must not fill the memory.</summary>
    private const int MaxSeries = 2_000;

    private readonly ConcurrentDictionary<string, MetricSeries> series = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public string Kind { get; } = kind;

    public string Help { get; } = help;

    public IEnumerable<MetricSeries> Series => series.Values.OrderBy(one => one.Labels, StringComparer.Ordinal);

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = MetricsText.Labels(tags);
        if (!series.TryGetValue(labels, out var one))
        {
            if (series.Count >= MaxSeries) return;
            one = series.GetOrAdd(labels, key => new MetricSeries(key, Kind == "histogram" ? Bounds : null));
        }

        if (isObserved) one.Set(value);
        else one.Add(value);
    }
}
