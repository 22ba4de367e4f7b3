using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Roadstead.Testing;
using Roadstead.Testing.Harbor;

namespace Roadstead.Benchmarks.Registries;

/// <summary>
/// 500 registries, every tenth of them dead in one of ten ways: how fresh the others stay, and what the server uses for it. The server is a process of its own; what
/// stands in for the registries is in this one.
/// </summary>
internal sealed class RegistriesBenchmark : IAsyncDisposable
{
    private const int Registries = 500;
    private const int Spaces = 4;
    private const int RepositoriesOfSpace = 5;
    private const int DieEvery = 10;

    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Measured = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<FakeHarbor, bool> harbors = [];
    private readonly TestCertificates certificates = new();

    public static async Task RunAsync(TextWriter output)
    {
        await using var benchmark = new RegistriesBenchmark();
        await benchmark.MeasureAsync(output);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var harbor in harbors.Keys)
            await harbor.DisposeAsync();
        certificates.Dispose();
    }

    private async Task MeasureAsync(TextWriter output)
    {
        using var certificate = certificates.Issue();
        await using var server = await RoadsteadProcess.StartAsync(null, CancellationToken.None);
        var all = new List<FakeHarbor>();
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < Registries; i++)
        {
            var harbor = await StartAsync(new FakeHarborSettings { Version = i % 2 == 0 ? "2.15.2" : "2.9.5", WithStorage = false, Certificate = certificate });
            for (var r = 0; r < Spaces * RepositoriesOfSpace; r++)
                harbor.AddRepository(string.Create(CultureInfo.InvariantCulture, $"space-{r % Spaces}/app-{r}"), "1", "2");
            all.Add(harbor);
            await server.Admin.PostAsync("/api/v1/registries", new { name = Name(i), type = "harbor", url = harbor.Url.ToString(), username = harbor.Admin.Username, password = harbor.Admin.Password, tls = new { caCertificate = certificates.AuthorityPem } }, CancellationToken.None);
        }

        var integrated = TimeProvider.System.GetElapsedTime(began);
        await Eventually.TrueAsync(async () => await AreCrawledAsync(server), "all are crawled", CancellationToken.None, TimeSpan.FromMinutes(10));
        for (var i = 0; i < Registries; i += DieEvery)
            await Deaths.All[i / DieEvery % Deaths.All.Count].Die(all[i], this);

        var use = new ProcessTime(server.ProcessId);
        await ObserveAsync(server, Settle);
        use.Cores();
        var calls = Calls(all);
        var ages = await ObserveAsync(server, Measured);
        var (cores, perSecond) = (use.Cores(), (Calls(all) - calls) / Measured.TotalSeconds);
        await ReportAsync(output, server, integrated, ages, await IndexAgesAsync(server), cores, perSecond, use.MegaBytes);
    }

    private static async Task ReportAsync(TextWriter output, RoadsteadProcess server, TimeSpan integrated, List<double> ages, List<double> indexAges, double cores, double perSecond, long memory)
    {
        var dead = await DeadAsync(server);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            {Registries} registries of {Spaces * RepositoriesOfSpace} repositories in {Spaces} spaces, integrated in {integrated.TotalSeconds:0} s; {Registries / DieEvery} dead in {Deaths.All.Count} ways; measured for {Measured.TotalSeconds:0} s.

            | | |
            |---|---|
            | server, cores | {cores:0.000} |
            | server, memory | {memory} MB |
            | calls that the living registries answered, each second | {perSecond:0} |
            | age of a living registry's health, seconds: p50, p99, most | {Of(ages)} |
            | age of its index, seconds: p50, p99, most | {Of(indexAges)} |
            | living registries that were not healthy in a sample | {ages.Count(double.IsNaN)} of {ages.Count} |

            | dead of | seen as |
            |---|---|
            {string.Join('\n', dead.Select(one => $"| {one.Way} | {one.Seen} |"))}
            """));
    }

    // The age of each living registry's health, in each sample; NaN for one that is not healthy.
    private static async Task<List<double>> ObserveAsync(RoadsteadProcess server, TimeSpan duration)
    {
        var ages = new List<double>();
        using var timer = new PeriodicTimer(SampleEvery);
        for (var passed = TimeSpan.Zero; passed < duration; passed += SampleEvery)
        {
            await timer.WaitForNextTickAsync();
            foreach (var registry in (await ListAsync(server)).Where(registry => !IsDead(registry)))
            {
                var checkedAt = DateTimeOffset.Parse(registry["signals"]![0]!["checkedAt"]!.GetValue<string>(), CultureInfo.InvariantCulture);
                var isHealthy = registry["status"]!.GetValue<string>() == "healthy";
                ages.Add(isHealthy ? (TimeProvider.System.GetUtcNow() - checkedAt).TotalSeconds : double.NaN);
            }
        }

        return ages;
    }

    // Asked for once, when the measurement is over: pages that nobody looks at cost nothing.
    private static async Task<List<double>> IndexAgesAsync(RoadsteadProcess server)
    {
        var ages = new List<double>();
        foreach (var registry in (await ListAsync(server)).Where(registry => !IsDead(registry)))
            ages.Add((await server.Admin.ReadAsync($"/api/v1/registries/{registry["name"]}/overview", CancellationToken.None))["index"]!["lagSeconds"]!.GetValue<double>());
        return ages;
    }

    private static async Task<List<(string Way, string Seen)>> DeadAsync(RoadsteadProcess server)
    {
        var seen = new List<(string Way, string Seen)>();
        foreach (var registry in (await ListAsync(server)).Where(IsDead))
        {
            var failed = registry["signals"]!.AsArray().FirstOrDefault(signal => signal!["ok"]?.GetValue<bool>() == false);
            seen.Add((WayOf(registry), failed is null ? "healthy" : $"{failed["name"]}: {failed["reason"]}"));
        }

        return [.. seen.GroupBy(one => one).OrderBy(group => group.Key.Way, StringComparer.Ordinal).Select(group => (group.Key.Way, $"{group.Key.Seen} ({group.Count()})"))];
    }

    internal async Task<FakeHarbor> StartAsync(FakeHarborSettings settings)
    {
        var harbor = await FakeHarbor.StartAsync(settings);
        harbors[harbor] = true;
        return harbor;
    }

    internal async Task StopAsync(FakeHarbor harbor)
    {
        harbors.TryRemove(harbor, out _);
        await harbor.DisposeAsync();
    }

    private static async Task<bool> AreCrawledAsync(RoadsteadProcess server)
    {
        foreach (var registry in await ListAsync(server))
        {
            if ((await server.Admin.ReadAsync($"/api/v1/registries/{registry["name"]}/overview", CancellationToken.None))["index"]!["finishedAt"] is null) return false;
        }

        return true;
    }

    private static async Task<IReadOnlyList<JsonNode>> ListAsync(RoadsteadProcess server) =>
        [.. (await server.Admin.ReadAsync("/api/v1/registries?limit=500", CancellationToken.None))["items"]!.AsArray().Select(item => item!)];

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"registry-{i:000}");

    private static int NumberOf(JsonNode registry) => int.Parse(registry["name"]!.GetValue<string>()[9..], CultureInfo.InvariantCulture);

    private static bool IsDead(JsonNode registry) => NumberOf(registry) % DieEvery == 0;

    private static string WayOf(JsonNode registry) => Deaths.All[NumberOf(registry) / DieEvery % Deaths.All.Count].Name;

    private static long Calls(List<FakeHarbor> all) => all.Where((_, i) => i % DieEvery != 0).Sum(harbor => (long)harbor.Calls.Count);

    private static string Of(List<double> ages)
    {
        var sorted = ages.Where(age => !double.IsNaN(age)).Order().ToList();
        return sorted.Count == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Count / 2]:0.0}, {sorted[(int)(sorted.Count * 0.99)]:0.0}, {sorted[^1]:0.0}");
    }
}
