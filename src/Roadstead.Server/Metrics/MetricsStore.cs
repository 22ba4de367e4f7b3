using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Roadstead.Server.Metrics;

/// <summary>Collects what Roadstead's own meters and the framework's measure.</summary>
internal sealed partial class MetricsStore : IDisposable
{
    private static readonly string[] Meters = ["Roadstead", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime"];

    private readonly ConcurrentDictionary<string, Metric> metrics = new(StringComparer.Ordinal);
    private readonly MeterListener listener = new();
    private readonly ILogger logger;

    /// <param name="logger">Told of what cannot be read.</param>
    /// <param name="factory">Makes this server's own meters; null where there is but one server anyway.</param>
    public MetricsStore(ILogger<MetricsStore> logger, IMeterFactory? factory = null)
    {
        this.logger = logger;
        listener.InstrumentPublished = (instrument, self) =>
        {
            // A listener hears the whole process. What another server in it counts, as tests have them side by side, is not this one's.
            if (instrument.Meter.Scope is IMeterFactory other && other != factory) return;
            if (Meters.Any(meter => instrument.Meter.Name == meter || instrument.Meter.Name.StartsWith(meter + ".", StringComparison.Ordinal)))
                self.EnableMeasurementEvents(instrument, MetricOf(instrument));
        };
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => (state as Metric)?.Record(value, tags));
        listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => (state as Metric)?.Record(value, tags));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => (state as Metric)?.Record(value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => (state as Metric)?.Record(value, tags));
        listener.Start();
    }

    public IReadOnlyList<Metric> Read()
    {
        try
        {
            listener.RecordObservableInstruments();
        }
        catch (AggregateException e)
        {
            // One that cannot be read right now, as while a part starts or ends, must not hide all others.
            Log.Unreadable(logger, e);
        }

        return [.. metrics.Values.OrderBy(metric => metric.Name, StringComparer.Ordinal)];
    }

    public void Dispose() => listener.Dispose();

    private Metric MetricOf(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        var kind = type.StartsWith("Histogram", StringComparison.Ordinal) ? "histogram"
            : type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal) ? "counter" : "gauge";
        var name = MetricsText.Name(instrument.Name, instrument.Unit, kind);

        // An up-down counter adds up; everything observable tells its whole value at each reading.
        var isObserved = instrument.IsObservable || type.StartsWith("Gauge", StringComparison.Ordinal);
        return metrics.GetOrAdd(name, key => new Metric(key, kind, instrument.Description ?? instrument.Name, isObserved));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Some metrics could not be read; the others are told.")]
        public static partial void Unreadable(ILogger logger, Exception exception);
    }
}
