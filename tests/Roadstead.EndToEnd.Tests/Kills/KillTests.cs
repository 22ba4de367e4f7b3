using System.Diagnostics;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Kills;

/// <summary>The server is killed in the midst of changes; what it acknowledged is there when it is back.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Changes = 200;
    private const int Kills = 50;
    private const int FewestInside = 10;
    private static readonly (string User, string Password) Login = ("roadstead", "the login of the registry");

    // A registry in another data centre of the same city.
    private static readonly TimeSpan Distance = TimeSpan.FromMilliseconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_50_moments_of_200_changes_it_keeps_all_that_it_acknowledged()
    {
        var began = Stopwatch.GetTimestamp();
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await using var upstream = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = Login.User, Password = Login.Password }, Token);
        using (var images = upstream.Images())
        {
            await images.PushAsync("team-0/app", "1", cancellationToken: Token);
        }

        await using var first = await RegistryProxy.StartAsync(upstream.Url, distance: Distance);
        await using var second = await RegistryProxy.StartAsync(upstream.Url, distance: Distance);
        await using var own = await RegistryProxy.StartAsync(upstream.Url, distance: Distance);
        await using var server = await RoadsteadProcess.StartAsync(null, Token);
        var random = new Random(seed);
        var run = new KillRun(server, new ChangeScript(random, [first, second], own, Login), random);
        await run.BeginAsync(Token);

        var kills = Enumerable.Range(0, Changes).OrderBy(_ => random.Next()).Take(Kills).ToHashSet();
        for (var change = 0; change < Changes; change++)
        {
            await run.ChangeAsync(kills.Contains(change), Token);
        }

        await run.EndAsync(Token);
        output.WriteLine(run.Report());
        output.WriteLine($"the whole took {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        Assert.Equal(Kills, run.Kills.Count);
        Assert.True(run.Kills.Count(kill => kill.IsInside) >= FewestInside, run.Report());
    }

    [Fact]
    public async Task Killed_during_its_first_start_it_starts_the_next_time()
    {
        await using var whole = RoadsteadProcess.Prepare();
        var typical = await whole.StartAgainAsync(Token);
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}; a first start takes {typical.TotalMilliseconds:0} ms");
        var random = new Random(seed);
        await using var server = RoadsteadProcess.Prepare();
        for (var kill = 0; kill < 6; kill++)
        {
            // The store is made in the second half of a start.
            var after = typical * (0.3 + (random.NextDouble() * 0.7));
            var began = Stopwatch.GetTimestamp();
            server.Launch();
            await Eventually.TrueAsync(() => Stopwatch.GetElapsedTime(began) >= after, "the moment of the kill", Token);
            await server.KillAsync();
            output.WriteLine($"killed after {after.TotalMilliseconds:0} ms with {(Directory.Exists(server.DataDirectory) ? string.Join(", ", Directory.GetFiles(server.DataDirectory).Select(Path.GetFileName)) : "no data directory")}");
        }

        await server.StartAgainAsync(Token);
        await server.SignInAdminAsync(Token);
        new StoreFile(server.Database).AssertWhole();
        Assert.Single(await server.Admin.ListAsync("/api/v1/users", Token));
        Assert.Single(await server.Admin.ListAsync("/api/v1/audit?action=user.create", Token));
    }
}
