using System.Net;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Server.Tests.Images;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Overview;

public sealed class OverviewTests : IAsyncLifetime
{
    private DockerRegistryProcess registry = null!;
    private ImageWorld world = null!;

    public async ValueTask InitializeAsync()
    {
        registry = await DockerRegistryProcess.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        world = await ImageWorld.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task Storage_counts_each_blob_once_in_the_registry_and_in_each_space()
    {
        using var images = registry.Images();
        var a = await images.PushAsync("team-a/app", "1", new TestImage { Layers = ["shared", "a"] }, TestContext.Current.CancellationToken);
        var a2 = await images.PushAsync("team-a/tool", "1", new TestImage { Layers = ["shared", "a"] }, TestContext.Current.CancellationToken);
        var b = await images.PushAsync("team-b/app", "1", new TestImage { Layers = ["shared", "b"] }, TestContext.Current.CancellationToken);
        await world.IntegrateAsync("hub", registry.Url);
        await world.AddSpaceAsync("hub", "team-a", "private", "blue");
        await world.AddSpaceAsync("hub", "team-a/tool", "public");

        var overview = await world.OverviewAsync("hub");
        var spaces = (await world.AllAsync("/api/v1/registries/hub/spaces")).ToDictionary(space => space["name"]!.GetValue<string>());

        var all = a.Blobs.Concat(a2.Blobs).Concat(b.Blobs).DistinctBy(blob => blob.Key).Sum(blob => blob.Value);
        Assert.Equal(all, overview["storage"]!["usedBytes"]!.GetValue<long>());
        Assert.Equal("estimated", overview["storage"]!["kind"]!.GetValue<string>());
        Assert.Equal(3, overview["repositories"]!.GetValue<int>());
        Assert.Equal(2, overview["artifacts"]!.GetValue<int>()); // team-a's two are one
        Assert.Equal((1, 2, 3), (overview["spaces"]!["public"]!.GetValue<int>(), overview["spaces"]!["private"]!.GetValue<int>(), overview["spaces"]!["total"]!.GetValue<int>()));
        Assert.Equal((1, a.TotalBytes), Count("team-a"));
        Assert.Equal((1, a.TotalBytes), Count("team-a/tool"));
        Assert.Equal((1, b.TotalBytes), Count("*"));

        (int, long) Count(string space) => (spaces[space]["repositoryCount"]!.GetValue<int>(), spaces[space]["storageBytes"]!.GetValue<long>());
    }

    [Fact]
    public async Task The_first_crawl_makes_the_first_point_of_the_history()
    {
        using var images = registry.Images();
        var pushed = await images.PushAsync("team-a/app", "1", cancellationToken: TestContext.Current.CancellationToken);
        await world.IntegrateAsync("hub", registry.Url);

        await Eventually.TrueAsync(
            async () => (await world.OverviewAsync("hub"))["storage"]!["history"]!.AsArray() is [{ } point] && point["usedBytes"]!.GetValue<long>() == pushed.TotalBytes,
            "the history has a point",
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_quick_start_ticks_off_what_is_done()
    {
        await world.IntegrateAsync("hub", registry.Url);
        var before = await StepsAsync();
        await world.AddSpaceAsync("hub", "team-a", "private");
        var divided = await StepsAsync();
        await world.AddSpaceAsync("hub", "team-b", "private", "blue");
        var bound = await StepsAsync();

        Assert.Equal([("manage-spaces", false), ("bind-workspaces", false), ("create-application", false)], before);
        Assert.Equal([("manage-spaces", true), ("bind-workspaces", false), ("create-application", false)], divided);
        Assert.Equal([("manage-spaces", true), ("bind-workspaces", true), ("create-application", false)], bound);
    }

    [Fact]
    public async Task A_workspaces_registry_has_an_overview_for_its_members()
    {
        using var images = registry.Images();
        await images.PushAsync("app", "1", cancellationToken: TestContext.Current.CancellationToken);
        await world.IntegrateAsync("own", registry.Url, workspace: "blue");
        using var member = await world.Host.UserAsync("mia", "blue");
        using var stranger = await world.Host.UserAsync("sam", "red", "admin");

        var shown = await member.SendOkAsync(HttpMethod.Get, "/api/v1/workspaces/blue/registries/own/overview");
        var (hidden, _) = await stranger.SendAsync(HttpMethod.Get, "/api/v1/workspaces/blue/registries/own/overview");
        var (absent, _) = await world.GetAsync("/api/v1/registries/own/overview");

        Assert.Equal(1, shown["repositories"]!.GetValue<int>());
        Assert.Equal("ready", shown["index"]!["state"]!.GetValue<string>());
        Assert.NotNull(shown["index"]!["lagSeconds"]);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (hidden, absent));
    }

    private async Task<IReadOnlyList<(string, bool)>> StepsAsync() =>
        [.. (await world.OverviewAsync("hub"))["quickStart"]!.AsArray().Select(step => (step!["step"]!.GetValue<string>(), step["done"]!.GetValue<bool>()))];
}
