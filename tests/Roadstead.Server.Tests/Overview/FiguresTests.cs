using Roadstead.Server.Tests.Events;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Overview;

/// <summary>The overview's figures are those that the registry itself shows.</summary>
public sealed class FiguresTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2.9.5")]
    [InlineData("2.15.2")]
    public async Task Counts_and_storage_are_the_registrys_own(string version)
    {
        await using var world = await HarborWorld.StartAsync(version, ofPlatform: true, ("Overview:MeasureAtMostEvery", "00:00:01"));
        await world.EventsAsync("subscribed", 2);
        using var images = world.Harbor.Images();

        // Children of an index and signatures count for nothing, untagged artifacts for one; blobs that projects share are stored once.
        var first = await images.PushAsync("team/app", "1", new TestImage { Layers = ["shared", "a"] }, Token);
        await images.PushAsync("team/app", "1", new TestImage { Layers = ["shared", "b"] }, Token);
        await images.PushIndexAsync("team/multi", "1", [new TestImage { Layers = ["amd"] }, new TestImage { Layers = ["arm"], Architecture = "arm64" }], cancellationToken: Token);
        await images.AttachAsync("team/app", first, "application/vnd.example.signature", "signature", Token);
        await images.PushAsync("library/copy", "1", new TestImage { Layers = ["shared", "a"] }, Token);
        await SameAsync(3, 4);

        await world.SendAsync(HttpMethod.Delete, $"/api/v2.0/projects/team/repositories/app/artifacts/{first.Digest}");
        await SameAsync(3, 3);
        await world.SendAsync(HttpMethod.Delete, "/api/v2.0/projects/library/repositories/copy");
        await SameAsync(2, 2);

        var overview = await world.OverviewAsync();
        Assert.Equal("physical", overview["storage"]!["kind"]!.GetValue<string>());
        Assert.NotNull(overview["storage"]!["measuredAt"]);
        Assert.NotEmpty(overview["storage"]!["history"]!.AsArray());
        Assert.Equal(0, world.Harbor.Count("GET /v2/{name}/manifests/{reference}"));

        async Task SameAsync(long repositories, long artifacts)
        {
            var (statistics, list) = (await world.AskAsync("/api/v2.0/statistics"), (await world.AskAsync("/api/v2.0/repositories?page_size=100")).AsArray());
            Assert.Equal((repositories, artifacts), (statistics["total_repo_count"]!.GetValue<long>(), list.Sum(row => row!["artifact_count"]?.GetValue<long>() ?? 0)));
            var storage = statistics["total_storage_consumption"]!.GetValue<long>();
            await Eventually.TrueAsync(
                async () => await world.OverviewAsync() is var shown && shown["repositories"]!.GetValue<long>() == repositories && shown["artifacts"]!.GetValue<long>() == artifacts && shown["storage"]!["usedBytes"]?.GetValue<long>() == storage,
                $"{repositories} repositories, {artifacts} artifacts and {storage} bytes are shown",
                Token,
                TimeSpan.FromSeconds(60));
        }
    }

    [Fact]
    public async Task A_login_that_sees_a_part_only_shows_what_is_in_the_index()
    {
        await using var world = await HarborWorld.StartAsync("2.15.2");
        var guest = world.Harbor.CreateUser("guest");
        world.Harbor.AddMember("team", "guest", 3);
        await world.Harbor.PushAsync("team/app", "1", cancellationToken: Token);
        await world.World.IntegrateAsync("mine", world.Harbor.Url, guest.Username, guest.Password, "red", type: "harbor");

        var overview = await world.World.OverviewAsync("mine", "red");

        Assert.Equal((1, 1), (overview["repositories"]!.GetValue<int>(), overview["artifacts"]!.GetValue<int>()));
    }
}
