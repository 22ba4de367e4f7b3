namespace Roadstead.Server.Metrics;

/// <summary>One instrument with one set of labels.</summary>
/// <param name="labels">Labels as they are written, without braces; empty for none.</param>
/// <param name="bounds">Upper bounds of a histogram; null for other instruments.</param>
internal sealed class MetricSeries(string labels, IReadOnlyList<double>? bounds)
{
    private readonly long[]? buckets = bounds is null ? null : new long[bounds.Count];
    private readonly Lock sync = new();

    public string Labels { get; } = labels;

    public IReadOnlyList<double>? Bounds { get; } = bounds;

    /// <summary>The sum, or the last value of a gauge.</summary>
    public double Value { get; private set; }

    public long Count { get; private set; }

    public void Add(double value)
    {
        lock (sync)
        {
            Value += value;
            Count++;
            for (var i = 0; i < buckets?.Length; i++)
            {
                if (value <= Bounds![i]) buckets[i]++;
            }
        }
    }

    public void Set(double value)
    {
        lock (sync) Value = value;
    }

    public long Bucket(int index)
    {
        lock (sync) return buckets![index];
    }
}
