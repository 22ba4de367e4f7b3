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

    // Each request is measured some ten times: its labels are not written anew for that. An instrument gives its tags in one order.
    private readonly ConcurrentDictionary<string, MetricSeries> byTags = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public string Kind { get; } = kind;

    public string Help { get; } = help;

    public IEnumerable<MetricSeries> Series => series.Values.OrderBy(one => one.Labels, StringComparer.Ordinal);

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (SeriesOf(tags) is not { } one) return;
        if (isObserved) one.Set(value);
        else one.Add(value);
    }

    // Null when there are too many.
    private MetricSeries? SeriesOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Span<char> buffer = stackalloc char[MetricTags.MaxKey];
        if (!MetricTags.TryWrite(tags, buffer, out var length)) return SeriesOf(MetricsText.Labels(tags));
        var known = byTags.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(buffer[..length], out var one)) return one;
        if (SeriesOf(MetricsText.Labels(tags)) is not { } found) return null;
        if (byTags.Count < MaxSeries) known[buffer[..length]] = found;
        return found;
    }

    private MetricSeries? SeriesOf(string labels)
    {
        if (series.TryGetValue(labels, out var one)) return one;
        return series.Count >= MaxSeries ? null : series.GetOrAdd(labels, key => new MetricSeries(key, Kind == "histogram" ? Bounds : null));
    }
}
