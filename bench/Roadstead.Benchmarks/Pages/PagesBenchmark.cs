using System.Diagnostics;
using System.Globalization;
using Roadstead.Benchmarks.Images;

namespace Roadstead.Benchmarks.Pages;

/// <summary>How long the console's pages take on the server when the platform is large, and on one of a single team.</summary>
internal static class PagesBenchmark
{
    private const int Calls = 60;

    public static async Task RunAsync(TextWriter output)
    {
        var small = await MeasureAsync(PagesWorld.Small);
        var large = await MeasureAsync(PagesWorld.Large);
        var world = PagesWorld.Large;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            # Pages of a large platform

            `dotnet run -c Release --project bench/Roadstead.Benchmarks -- pages`, server and visitor on {Environment.ProcessorCount} cores. {world.Registries:N0} registries (none answers, so that all are unhealthy and checked all the while), {world.Spaces:N0} spaces,
            {world.Workspaces:N0} workspaces, {world.Namespaces:N0} namespaces in {world.Clusters:N0} clusters, {world.Bindings:N0} bindings, {world.Images:N0} images, {world.Changes:N0} changes in the audit, {PagesWorld.HistoryDays} days of storage every 2 hours, about 60,000 counts of answers in the last day.
            Milliseconds until the whole page is there, without compression, by one visitor: the first call alone, then {Calls}. The last column is the median in relation to that of the same page on a platform of {PagesWorld.Small.Registries} registries, {PagesWorld.Small.Spaces} spaces and {PagesWorld.Small.Images} images, in the same run, before: so what compiles at the first call is compiled.
            Load of the machine when it began, over 1, 5 and 15 minutes: {Load}.

            Slowest page: {large.MaxBy(page => page.Rest.P99)!.Rest.P99:F0} ms at the 99th percentile, {large.MaxBy(page => page.Rest.P50)!.Rest.P50:F0} ms at the median; {large.Count(page => page.Rest.P99 > Bound)} of {large.Count} pages above {Bound} ms at the 99th percentile, {large.Count(page => page.First > Bound)} when first asked for.

            | who | page | first | p50 | p99 | KiB | of small's p50 |
            |---|---|---|---|---|---|---|
            {string.Join('\n', large.Zip(small, Row))}
            """));
    }

    /// <summary>Leaves the server open, to be looked at with a browser.</summary>
    public static async Task LookAsync(TextWriter output)
    {
        await using var server = await BenchmarkServer.StartAsync();
        await PagesWorld.Large.FillAsync(server);
        await output.WriteLineAsync($"{server.Url} (admin, password of admin); Ctrl-C ends it.");
        await Task.Delay(Timeout.Infinite);
    }

    private const double Bound = 300;

    private static string Load { get; } = File.Exists("/proc/loadavg") ? string.Join(", ", File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "unknown";

    private static string Row(PageTime large, PageTime small) => string.Create(
        CultureInfo.InvariantCulture, $"| {large.Who} | `{large.Path}` | {large.First:F0} | {large.Rest.P50:F1} | {large.Rest.P99:F0} | {large.Bytes / 1024:N0} | {large.Rest.P50 / small.Rest.P50:F1} |");

    private static async Task<IReadOnlyList<PageTime>> MeasureAsync(PagesWorld world)
    {
        await using var server = await BenchmarkServer.StartAsync();
        await world.FillAsync(server);
        using var admin = await server.SignInAsync();
        using var member = await server.SignInAsync(PagesWorld.Member, PagesWorld.MemberPassword);
        var space = (string)(await server.SendAsync(HttpMethod.Get, "registries/registry-000/spaces?q=space-0"))!["items"]![0]!["id"]!;
        var image = Uri.EscapeDataString((string)(await server.SendAsync(HttpMethod.Get, "namespaces/cluster-0/namespace-0/images?q=app"))!["items"]![0]!["image"]!);
        var pages = new List<PageTime>();
        foreach (var path in PagesMap.OfAdmin(space, image))
            pages.Add(await MeasureAsync(admin, "admin", path, space, image));
        foreach (var path in PagesMap.OfMember(image))
            pages.Add(await MeasureAsync(member, "member", path, space, image));
        return pages;
    }

    private static async Task<PageTime> MeasureAsync(HttpClient visitor, string who, string path, string space, string image)
    {
        var (first, bytes) = await TimeAsync(visitor, path);
        var times = new List<double>();
        for (var i = 0; i < Calls; i++)
        {
            (var milliseconds, bytes) = await TimeAsync(visitor, path);
            times.Add(milliseconds);
        }

        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{who} {path}: first {first:F0} ms, the slowest then {times.Max():F0} ms"));
        return new PageTime(who, path.Replace(space, "<space>", StringComparison.Ordinal).Replace(image, "<image>", StringComparison.Ordinal), first, Percentiles.Of(times), bytes);
    }

    private static async Task<(double Milliseconds, long Bytes)> TimeAsync(HttpClient visitor, string path)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await visitor.GetAsync(path);
        var body = await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode ? (Stopwatch.GetElapsedTime(start).TotalMilliseconds, body.Length) : throw new InvalidOperationException($"{path}: {answer.StatusCode}.");
    }

    private sealed record PageTime(string Who, string Path, double First, Percentiles Rest, long Bytes);
}
