using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Kills;

/// <summary>The server is killed while it makes its store.</summary>
public sealed class FirstStartKillTests(ITestOutputHelper output)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
            using var moment = new PeriodicTimer(after);
            server.Launch();
            await moment.WaitForNextTickAsync(Token);
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
