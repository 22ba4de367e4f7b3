using System.Diagnostics;
using System.Globalization;
using Roadstead.Benchmarks.Images;

namespace Roadstead.Benchmarks.Pages;

/// <summary>How long the console's pages take on the server when the platform is large.</summary>
internal static class PagesBenchmark
{
    private const int Calls = 40;

    private static readonly string[] Paths =
    [
        "/", "/?period=30d", "/registries", "/registries?view=table", "/registries?status=unhealthy&view=table", "/registries?q=registry-4&type=harbor", "/spaces/-/bindings", "/access/-/pulls", "/access/-/pulls?answer=refused",
    ];

    public static async Task RunAsync(TextWriter output)
    {
        await using var server = await BenchmarkServer.StartAsync();
        await PagesWorld.FillAsync(server);
        using var admin = await server.SignInAsync();
        var lines = new List<string>();
        foreach (var path in Paths)
        {
            var first = await TimeAsync(admin, path);
            var times = new List<double>();
            long bytes = 0;
            for (var i = 0; i < Calls; i++)
            {
                var (milliseconds, length) = await TimeAsync(admin, path);
                times.Add(milliseconds);
                bytes = length;
            }

            var rest = Percentiles.Of(times);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"| `{path}` | {first.Milliseconds:F0} | {rest.P50:F0} | {rest.P99:F0} | {bytes / 1024:N0} |"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            # Pages of a large platform

            {PagesWorld.Registries:N0} registries (none answers, so that all are unhealthy and checked all the while), {PagesWorld.Spaces:N0} spaces, {PagesWorld.Workspaces:N0} workspaces, {PagesWorld.Namespaces:N0} namespaces, {PagesWorld.Bindings:N0} bindings,
            {PagesWorld.HistoryDays} days of storage every 2 hours, about 60,000 counts of answers in the last day. Milliseconds until the whole page is there, without compression, by one visitor; the first call alone, then {Calls}.

            | page | first | p50 | p99 | KiB |
            |---|---|---|---|---|
            {string.Join('\n', lines)}

            Load of the machine when it began, over 1, 5 and 15 minutes: {Load}.
            """));
    }

    /// <summary>Leaves the server open, to be looked at with a browser.</summary>
    public static async Task LookAsync(TextWriter output)
    {
        await using var server = await BenchmarkServer.StartAsync();
        await PagesWorld.FillAsync(server);
        await output.WriteLineAsync($"{server.Url} (admin, password of admin); Ctrl-C ends it.");
        await Task.Delay(Timeout.Infinite);
    }

    private static string Load { get; } = File.Exists("/proc/loadavg") ? string.Join(", ", File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";

    private static async Task<(double Milliseconds, long Bytes)> TimeAsync(HttpClient admin, string path)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await admin.GetAsync(path);
        var body = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, body.Length);
    }
}
