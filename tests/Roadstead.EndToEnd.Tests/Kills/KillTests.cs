using System.Diagnostics;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Kills;

/// <summary>The server is killed in the midst of changes; what it acknowledged is there when it is back.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Changes = 200;
    private const int Kills = 50;
    private const int FewestInside = 10;
    private const int Servers = 2;
    private static readonly (string User, string Password) Login = ("roadstead", "the login of the registry");

    // A registry in another data centre of the same city.
    private static readonly TimeSpan Distance = TimeSpan.FromMilliseconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_50_moments_of_200_changes_it_keeps_all_that_it_acknowledged()
    {
        var began = Stopwatch.GetTimestamp();
        await using var upstream = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = Login.User, Password = Login.Password }, Token);
        using (var images = upstream.Images())
        {
            await images.PushAsync("team-0/app", "1", cancellationToken: Token);
        }

        // Most of the time one waits for the next start, so several servers are killed at the same time, each in its own share of the changes.
        var runs = await Task.WhenAll(Enumerable.Range(0, Servers).Select(_ => RunAsync(upstream.Url, Random.Shared.Next())));

        var report = string.Concat(runs.Select(run => run.Report()));
        output.WriteLine(report);
        output.WriteLine($"the whole took {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        Assert.Equal(Kills, runs.Sum(run => run.Kills.Count));
        Assert.True(runs.Sum(run => run.Kills.Count(kill => kill.IsInside)) >= FewestInside, report);
    }

    private async Task<KillRun> RunAsync(Uri upstream, int seed)
    {
        output.WriteLine($"seed {seed}");
        await using var first = await RegistryProxy.StartAsync(upstream, distance: Distance);
        await using var second = await RegistryProxy.StartAsync(upstream, distance: Distance);
        await using var own = await RegistryProxy.StartAsync(upstream, distance: Distance);
        await using var server = await RoadsteadProcess.StartAsync(null, Token);
        var random = new Random(seed);
        var run = new KillRun(server, new ChangeScript(random, [first, second], own, Login), random);
        await run.BeginAsync(Token);

        var kills = Enumerable.Range(0, Changes / Servers).OrderBy(_ => random.Next()).Take(Kills / Servers).ToHashSet();
        for (var change = 0; change < Changes / Servers; change++)
        {
            await run.ChangeAsync(kills.Contains(change), Token);
        }

        await run.EndAsync(Token);
        return run;
    }
}
