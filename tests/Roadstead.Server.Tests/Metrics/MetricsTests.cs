using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Roadstead.Server.Metrics;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Metrics;

public sealed class MetricsTests
{
    [Fact]
    public async Task The_server_tells_how_long_its_requests_took()
    {
        await using var host = await RoadsteadHost.StartAsync();
        await host.Admin.GetOkAsync("/api/v1/me");

        // A request is measured when its answer has left already: whoever has read that may still ask too early.
        var (type, text) = ((string?)null, "");
        await Eventually.TrueAsync(
            async () =>
            {
                using var response = await host.Anonymous.GetAsync("/metrics", TestContext.Current.CancellationToken);
                (type, text) = (response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                return text.Contains("http_route=\"/api/v1/me/\"", StringComparison.Ordinal);
            },
            "the request is told of",
            TestContext.Current.CancellationToken);

        Assert.Equal("text/plain", type);
        Assert.Contains("# TYPE http_server_request_duration_seconds histogram", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_EachShapeOfInstrument_FollowsTheTextFormat()
    {
        using var store = new MetricsStore(NullLogger<MetricsStore>.Instance);
        using var meter = new Meter("Roadstead.Test");
        var counter = meter.CreateCounter<long>("test.pulls", null, "Pulls.");
        var histogram = meter.CreateHistogram<double>("test.wait", "s", "Waits.");
        meter.CreateObservableGauge("test.size", () => 42L, "By", "Size.");
        counter.Add(2, new KeyValuePair<string, object?>("registry", "a\"b\\c\n"));
        counter.Add(3, new KeyValuePair<string, object?>("registry", "a\"b\\c\n"));
        histogram.Record(0.02);
        histogram.Record(100);

        var lines = MetricsText.Write(store.Read()).Split('\n');

        Assert.Contains("test_pulls_total{registry=\"a\\\"b\\\\c\\n\"} 5", lines);
        Assert.Contains("test_wait_seconds_bucket{le=\"0.01\"} 0", lines);
        Assert.Contains("test_wait_seconds_bucket{le=\"0.025\"} 1", lines);
        Assert.Contains("test_wait_seconds_bucket{le=\"+Inf\"} 2", lines);
        Assert.Contains("test_wait_seconds_count 2", lines);
        Assert.Contains("test_size_bytes 42", lines);
    }

    [Fact]
    public void Read_OneThatCannotBeRead_TellsTheOthers()
    {
        using var store = new MetricsStore(NullLogger<MetricsStore>.Instance);
        using var meter = new Meter("Roadstead.Broken");
        meter.CreateObservableGauge("broken.gauge", long () => throw new InvalidOperationException("Not yet."));
        meter.CreateObservableGauge("whole.gauge", () => 7L);

        Assert.Contains("whole_gauge 7", MetricsText.Write(store.Read()).Split('\n'));
    }

    // Servers of other tests count in the same process.
    [Fact]
    public void Read_MeterOfAnotherServer_IsNotTold()
    {
        using var one = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var another = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var (own, other) = (one.GetRequiredService<IMeterFactory>(), another.GetRequiredService<IMeterFactory>());
        using var store = new MetricsStore(NullLogger<MetricsStore>.Instance, own);

        foreach (var meter in new[] { "Roadstead.Twice", "Microsoft.AspNetCore.Hosting.Twice" })
        {
            own.Create(meter).CreateCounter<long>(meter + ".pulls").Add(1);
            other.Create(meter).CreateCounter<long>(meter + ".pulls").Add(5);
        }

        var lines = MetricsText.Write(store.Read()).Split('\n');
        Assert.Contains("Roadstead_Twice_pulls_total 1", lines);
        Assert.Contains("Microsoft_AspNetCore_Hosting_Twice_pulls_total 1", lines);
    }

    [Fact]
    public void Record_TagsInAnyOrderOrOfAnyLength_CountInOneSeries()
    {
        using var store = new MetricsStore(NullLogger<MetricsStore>.Instance);
        using var meter = new Meter("Roadstead.Tags");
        var counter = meter.CreateCounter<long>("tags.calls");
        var (code, kind) = (new KeyValuePair<string, object?>("code", 200), new KeyValuePair<string, object?>("kind", "a\0b"));
        var (none, address) = (new KeyValuePair<string, object?>("kind", null), new KeyValuePair<string, object?>("address", new string('x', 2 * MetricTags.MaxKey)));
        for (var i = 0; i < 2; i++)
        {
            counter.Add(1, code, kind);
            counter.Add(1, kind, code);
            counter.Add(1, none);
            counter.Add(1, address);
        }

        var series = store.Read().Single(metric => metric.Name == "tags_calls_total").Series.ToDictionary(one => one.Labels, one => one.Value);
        Assert.Equal(3, series.Count);
        Assert.Equal(4, series["code=\"200\",kind=\"a\0b\""]);
        Assert.Equal(2, series["kind=\"\""]);
        Assert.Equal(2, series[$"address=\"{address.Value}\""]);
    }

    [Fact]
    public void Record_TagsThatAreKnown_AllocatesNothing()
    {
        var metric = new Metric("calls", "counter", "Calls.", isObserved: false);
        KeyValuePair<string, object?>[] tags = [new("method", "GET"), new("code", 200), new("secure", true), new("route", null)];
        metric.Record(1, tags);
        metric.Record(1, tags);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) metric.Record(1, tags);

        // A thousand times the labels would be more than a million bytes.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
        Assert.Equal(1_002, Assert.Single(metric.Series).Value);
    }

    [Fact]
    public void Record_MoreLabelSetsThanAreKept_DropsTheRest()
    {
        using var store = new MetricsStore(NullLogger<MetricsStore>.Instance);
        using var meter = new Meter("Roadstead.Flood");
        var counter = meter.CreateCounter<long>("flood.addresses");
        for (var i = 0; i < 5_000; i++) counter.Add(1, new KeyValuePair<string, object?>("address", i));

        Assert.Equal(2_000, store.Read().Single(metric => metric.Name == "flood_addresses_total").Series.Count());
    }
}
