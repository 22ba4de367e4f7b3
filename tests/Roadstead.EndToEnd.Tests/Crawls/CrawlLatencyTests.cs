using System.Diagnostics;
using System.Globalization;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Crawls;

/// <summary>Changes and a crawl of a big registry, at the same time.</summary>
public sealed class CrawlLatencyTests(ITestOutputHelper output)
{
    private const int Repositories = 8_000;
    private const int Changes = 60;
    private static readonly TimeSpan LongestChange = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_commits_while_8000_repositories_are_crawled()
    {
        await using var registry = await SyntheticRegistry.StartAsync(Repositories);
        await using var server = await RoadsteadProcess.StartAsync(null, Token);
        await server.Admin.PostAsync("/api/v1/workspaces", new { name = "alpha", displayName = "first" }, Token);
        await ChangeAsync(server, "warm-up"); // the first time everything is compiled
        var alone = await ChangeAsync(server, "alone");

        await server.Admin.PostAsync("/api/v1/registries", new { name = "big", type = "docker-registry", url = registry.Url.GetLeftPart(UriPartial.Authority) }, Token);
        var began = Stopwatch.GetTimestamp();
        await Eventually.TrueAsync(() => registry.ManifestReads > 0, "the crawl reads manifests", Token, TimeSpan.FromSeconds(60));
        var (before, stateBefore) = (registry.ManifestReads, await StateAsync(server));
        var beside = await ChangeAsync(server, "beside");
        var (after, stateAfter) = (registry.ManifestReads, await StateAsync(server));

        output.WriteLine($"a change alone:          {Describe(alone)}");
        output.WriteLine($"a change beside a crawl: {Describe(beside)}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio of the medians {Median(beside) / Median(alone):0.00}; the crawl read {after - before} manifests meanwhile, of {Repositories} repositories"));
        Assert.Equal(("running", "running"), (stateBefore, stateAfter));
        Assert.True(after > before, "The crawl stood still.");
        Assert.All(beside, took => Assert.True(took < LongestChange, $"{took}"));

        await Eventually.TrueAsync(async () => await StateAsync(server) == "ready", "the crawl is done", Token, TimeSpan.FromMinutes(5));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the crawl took {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));
        var overview = await server.Admin.ReadAsync("/api/v1/registries/big/overview", Token);
        Assert.Equal(Repositories, overview["repositories"]!.GetValue<int>());
    }

    private static async Task<IReadOnlyList<TimeSpan>> ChangeAsync(RoadsteadProcess server, string text)
    {
        var took = new List<TimeSpan>();
        for (var i = 0; i < Changes; i++)
        {
            var answer = await server.Admin.SendAsync(HttpMethod.Patch, "/api/v1/workspaces/alpha", new { displayName = $"{text} {i}" }, Token);
            Assert.True(answer.IsOk, answer.Text);
            took.Add(answer.Took);
        }

        return took;
    }

    private static async Task<string> StateAsync(RoadsteadProcess server) =>
        (await server.Admin.ReadAsync("/api/v1/registries/big/overview", Token))["index"]!["state"]!.GetValue<string>();

    private static double Median(IEnumerable<TimeSpan> times) => times.Select(time => time.TotalMilliseconds).Order().ElementAt(Changes / 2);

    private static string Describe(IReadOnlyList<TimeSpan> times)
    {
        var ordered = times.Select(time => time.TotalMilliseconds).Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"median {ordered[Changes / 2]:0.0} ms, p95 {ordered[Changes * 95 / 100]:0.0} ms, longest {ordered[^1]:0.0} ms");
    }
}
