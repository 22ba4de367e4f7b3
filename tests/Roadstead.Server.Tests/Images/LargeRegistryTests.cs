using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Images;

/// <summary>A registry of 20,000 repositories.</summary>
public sealed class LargeRegistryTests
{
    private const int Repositories = 20_000;

    [Fact]
    public async Task Names_are_soon_found_and_changes_do_not_wait()
    {
        await using var registry = await SyntheticRegistry.StartAsync(Repositories);
        await using var world = await ImageWorld.StartAsync();
        await world.IntegrateAsync("hub", registry.Url, wait: false);
        await world.AddSpaceAsync("hub", "team-007", "public");
        await Eventually.TrueAsync(
            async () => (await world.IndexAsync("hub"))["repositories"]!.GetValue<int>() == Repositories, "all names are listed", TestContext.Current.CancellationToken, TimeSpan.FromMinutes(1));

        // While its tags are read, names are found, and changes are made.
        Assert.Equal([$"{registry.Url.Authority}/team-007/app-00742"], await world.NamesAsync("red", "q=app-00742"));
        for (var i = 0; i < 20; i++) await world.AddSpaceAsync("hub", $"team-{100 + i}", "private", "blue");
        Assert.Equal("running", (await world.IndexAsync("hub"))["state"]!.GetValue<string>());

        // More than are counted.
        var first = await world.Host.Admin.SendOkAsync(HttpMethod.Get, "/api/v1/registries/hub/images");
        Assert.Null(first["total"]);
    }

    [Fact]
    public async Task All_pages_come_and_each_image_stands_on_one_of_them()
    {
        await using var registry = await SyntheticRegistry.StartAsync(1_100);
        await using var world = await ImageWorld.StartAsync();
        await world.IntegrateAsync("hub", registry.Url, wait: false);
        await world.AddSpaceAsync("hub", "team-007", "public");
        await world.AddSpaceAsync("hub", "team-009", "private", "blue");
        await Eventually.TrueAsync(
            async () => (await world.IndexAsync("hub"))["state"]!.GetValue<string>() == "ready", "the crawl has ended", TestContext.Current.CancellationToken, TimeSpan.FromMinutes(1));

        var red = await world.NamesAsync("red", limit: 33);
        var blue = await world.NamesAsync("blue", limit: 33);

        Assert.Equal((100, 200), (red.Count, blue.Count));
        Assert.Equal((100, 200), (red.Distinct().Count(), blue.Distinct().Count()));
    }
}
