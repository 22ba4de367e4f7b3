using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Roadstead.Server.Hosting;
using Roadstead.Testing;

namespace Roadstead.Benchmarks.Images;

/// <summary>API changes while nothing else runs, and while a registry of 20,000 repositories is crawled; on one server, in one run.</summary>
internal static class CrawlBenchmark
{
    private const int Repositories = 20_000, Changes = 300, Reads = 300;

    public static async Task RunAsync(TextWriter output)
    {
        using var directory = new TempDirectory();
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var app = RoadsteadServer.Create([], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["ROADSTEAD_URLS"] = url.ToString(),
                ["ROADSTEAD_DATA_DIR"] = directory.Path,
                ["ROADSTEAD_ADMIN_PASSWORD"] = "password of admin",
                ["ROADSTEAD_ALLOWED_NETWORKS"] = "127.0.0.0/8",
            });
        });
        await app.StartAsync();
        using var api = new HttpClient { BaseAddress = new Uri(url, "/api/v1/") };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:password of admin")));
        var token = await SendAsync(api, HttpMethod.Post, "tokens", new { name = "bench" });
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token!["token"]!.GetValue<string>());
        await using var small = await SyntheticRegistry.StartAsync(1);
        await using var large = await SyntheticRegistry.StartAsync(Repositories);
        await SendAsync(api, HttpMethod.Post, "registries", new { name = "small", type = "docker-registry", url = small.Url.ToString() });
        await ChangeAsync(api, "warm", 50);

        var idle = await ChangeAsync(api, "idle", Changes);
        var began = Stopwatch.GetTimestamp();
        await SendAsync(api, HttpMethod.Post, "registries", new { name = "large", type = "docker-registry", url = large.Url.ToString() });
        while ((await IndexAsync(api))["repositories"]!.GetValue<int>() < Repositories)
            await Task.Yield();
        var named = Stopwatch.GetElapsedTime(began);
        var busy = await ChangeAsync(api, "busy", Changes);
        var busyReads = await ReadAsync(api);
        var state = (await IndexAsync(api))["state"]!.GetValue<string>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while ((await IndexAsync(api))["state"]!.GetValue<string>() != "ready")
            await pace.WaitForNextTickAsync();
        var crawled = Stopwatch.GetElapsedTime(began);
        var idleReads = await ReadAsync(api);
        await app.StopAsync();

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

    private static async Task<Percentiles> ChangeAsync(HttpClient api, string name, int changes)
    {
        var times = new List<double>();
        for (var i = 0; i < changes; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await SendAsync(api, HttpMethod.Post, "registries/small/spaces", new { name = $"{name}-{i}", visibility = "private" });
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Percentiles.Of(times);
    }

    private static async Task<Percentiles> ReadAsync(HttpClient api)
    {
        var times = new List<double>();
        for (var i = 0; i < Reads; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await SendAsync(api, HttpMethod.Get, $"registries/large/images?q=app-00{i % 10}", null);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Percentiles.Of(times);
    }

    private static async Task<JsonNode> IndexAsync(HttpClient api) => (await SendAsync(api, HttpMethod.Get, "registries/large/overview", null))!["index"]!;

    private static async Task<JsonNode?> SendAsync(HttpClient api, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await api.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text) : throw new InvalidOperationException($"{method} {path}: {text}");
    }
}
