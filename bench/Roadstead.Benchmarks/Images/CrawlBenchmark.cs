using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Roadstead.Testing;

namespace Roadstead.Benchmarks.Images;

/// <summary>API changes while nothing else runs, and while a registry of 20,000 repositories is crawled; on one server, in one run.</summary>
internal static class CrawlBenchmark
{
    private const int Repositories = 20_000, Changes = 300, Reads = 300;

    public static async Task RunAsync(TextWriter output)
    {
        await using var server = await BenchmarkServer.StartAsync();
        await using var small = await SyntheticRegistry.StartAsync(1);
        await using var large = await SyntheticRegistry.StartAsync(Repositories);
        await server.SendAsync(HttpMethod.Post, "registries", new { name = "small", type = "docker-registry", url = small.Url.ToString() });
        await ChangeAsync(server, "warm", 50);

        var idle = await ChangeAsync(server, "idle", Changes);
        var began = Stopwatch.GetTimestamp();
        await server.SendAsync(HttpMethod.Post, "registries", new { name = "large", type = "docker-registry", url = large.Url.ToString() });
        while ((await IndexAsync(server))["repositories"]!.GetValue<int>() < Repositories)
            await Task.Yield();
        var named = Stopwatch.GetElapsedTime(began);
        var busy = await ChangeAsync(server, "busy", Changes);
        var busyReads = await ReadAsync(server);
        var state = (await IndexAsync(server))["state"]!.GetValue<string>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while ((await IndexAsync(server))["state"]!.GetValue<string>() != "ready")
            await pace.WaitForNextTickAsync();
        var crawled = Stopwatch.GetElapsedTime(began);
        var idleReads = await ReadAsync(server);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            ## API changes while {Repositories:N0} repositories are crawled

            A change is `POST /registries/small/spaces`: validated, committed with its audit row, published. A read is a page of `GET /registries/large/images?q=`, idle when the crawl had ended.
            Server, registry and client share the cores. Milliseconds, {Changes} calls each; after them the crawl was still {state}. All names could be found {named.TotalSeconds:F1} s after the
            registry was integrated, its checks included; tags and artifacts were complete after {crawled.TotalSeconds:F0} s ({Repositories / crawled.TotalSeconds:F0} repositories a second, about 4 requests each).

            | call | idle p50 | idle p99 | during the crawl p50 | p99 | p50, of idle | p99, of idle |
            |---|---|---|---|---|---|---|
            | a change | {idle.P50:F1} | {idle.P99:F1} | {busy.P50:F1} | {busy.P99:F1} | {busy.P50 / idle.P50:F2} | {busy.P99 / idle.P99:F2} |
            | a page of images | {idleReads.P50:F1} | {idleReads.P99:F1} | {busyReads.P50:F1} | {busyReads.P99:F1} | {busyReads.P50 / idleReads.P50:F2} | {busyReads.P99 / idleReads.P99:F2} |
            """));
    }

    private static async Task<Percentiles> ChangeAsync(BenchmarkServer server, string name, int changes)
    {
        var times = new List<double>();
        for (var i = 0; i < changes; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await server.SendAsync(HttpMethod.Post, "registries/small/spaces", new { name = $"{name}-{i}", visibility = "private" });
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Percentiles.Of(times);
    }

    private static async Task<Percentiles> ReadAsync(BenchmarkServer server)
    {
        var times = new List<double>();
        for (var i = 0; i < Reads; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await server.SendAsync(HttpMethod.Get, $"registries/large/images?q=app-00{i % 10}");
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Percentiles.Of(times);
    }

    private static async Task<JsonNode> IndexAsync(BenchmarkServer server) => (await server.SendAsync(HttpMethod.Get, "registries/large/overview"))!["index"]!;
}
