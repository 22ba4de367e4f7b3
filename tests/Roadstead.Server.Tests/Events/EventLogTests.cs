using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Events;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Events;

/// <summary>What a registry told of last is shown, and never more of it than is kept.</summary>
public sealed class EventLogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_harbor_tells_is_in_the_overview_in_the_list_and_on_the_page()
    {
        await using var world = await HarborWorld.StartAsync("2.15.2", ofPlatform: true);
        await world.EventsAsync("subscribed", 2);
        using var images = world.Harbor.Images();
        var pushed = await images.PushAsync("team/app", "1.4", new TestImage { Layers = ["a"] }, Token);
        await world.SendAsync(HttpMethod.Delete, $"/api/v2.0/projects/team/repositories/app/artifacts/{pushed.Digest}");

        JsonArray? recent = null;
        await Eventually.TrueAsync(
            async () => (recent = (await world.OverviewAsync())["events"]!["recent"]!.AsArray()) is [{ } last, { } first] && Text(last) == "deleted team/app" && Text(first) == "pushed team/app", "both are told of", Token);
        Assert.Equal("1.4", (string?)recent![1]!["reference"]);
        Assert.Equal("admin", (string?)recent[1]!["by"]);
        Assert.Equal($"{world.Harbor.Host}/team/app", (string?)recent[1]!["image"]);

        var admin = world.World.Host.Admin;
        Assert.Equal(["deleted team/app", "pushed team/app"], (await ItemsAsync(admin, "")).Select(Text));
        Assert.Equal(["pushed team/app"], (await ItemsAsync(admin, "?kind=pushed&q=1.4")).Select(Text));
        Assert.Equal(["pushed team/app"], (await ItemsAsync(admin, "?limit=1&cursor=" + await NextAsync(admin, "?limit=1"))).Select(Text));
        using var odd = await admin.GetAsync("/api/v1/registries/hub/events?kind=odd", Token);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, odd.StatusCode);

        using var visitor = await Console.Pages.Visitor.AdminAsync(world.World.Host);
        var page = await visitor.ReadAsync("/registries/hub/events?kind=pushed");
        Assert.Contains(">team/app</a>", page, StringComparison.Ordinal);
        Assert.Contains("1.4", page, StringComparison.Ordinal);
        Assert.Contains("/registries/hub/events", await visitor.ReadAsync("/registries/hub"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_comes_again_is_kept_once()
    {
        await using var world = await HarborWorld.StartAsync("2.15.2", ofPlatform: true);
        await world.EventsAsync("subscribed", 2);
        var secret = world.Upstream().EventSecret!.Value;
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.Accepted, await EventDoorTests.PostAsync(world, EventDoorTests.Message("PUSH_ARTIFACT", "team/app"), secret));
        Assert.Equal(HttpStatusCode.Accepted, await EventDoorTests.PostAsync(world, EventDoorTests.Message("PULL_ARTIFACT", "team/app"), secret));
        Assert.Equal(["pushed team/app"], (await ItemsAsync(world.World.Host.Admin, "")).Select(Text));
    }

    [Fact]
    public void Add_MoreThanAreKept_ForgetsTheOldest()
    {
        var log = new EventLog(TimeProvider.System);
        var registry = Guid.NewGuid();
        for (var i = 0; i < EventLog.Kept + 20; i++) log.Add(registry, Push($"team/app-{i}", "1"));
        var kept = log.Of(registry);
        Assert.Equal(EventLog.Kept, kept.Count);
        Assert.Equal($"team/app-{EventLog.Kept + 19}", kept[0].Told.Repository.Value);
        Assert.Equal("team/app-20", kept[^1].Told.Repository.Value);
        Assert.Empty(log.Of(Guid.NewGuid()));

        log.Forget(registry);
        Assert.Empty(log.Of(registry));
    }

    [Fact]
    public void Add_TextsWithoutEnd_AreCut()
    {
        var log = new EventLog(TimeProvider.System);
        var registry = Guid.NewGuid();
        log.Add(registry, Push("team/app", new string('t', 200_000), new string('o', 200_000)));
        var told = Assert.Single(log.Of(registry)).Told;
        Assert.InRange(told.Reference!.Length + told.Operator!.Length, 1, 400);
    }

    [Fact]
    public void Add_WithoutATime_CannotBeToldFromASecondPush()
    {
        var log = new EventLog(TimeProvider.System);
        var registry = Guid.NewGuid();
        log.Add(registry, Push("team/app", "1"));
        log.Add(registry, Push("team/app", "1"));
        Assert.Equal(2, log.Of(registry).Count);
    }

    private static RegistryEvent Push(string repository, string reference, string? by = null)
    {
        Assert.True(RepositoryName.TryParse(repository, out var name));
        return new RegistryEvent(name, RegistryEventKind.Pushed, null, reference, by);
    }

    private static string Text(JsonNode? told) => $"{told!["kind"]} {told["repository"]}";

    private static async Task<JsonArray> ItemsAsync(HttpClient admin, string query) => (await admin.SendOkAsync(HttpMethod.Get, "/api/v1/registries/hub/events" + query))["items"]!.AsArray();

    private static async Task<string> NextAsync(HttpClient admin, string query) => Uri.EscapeDataString((string)(await admin.SendOkAsync(HttpMethod.Get, "/api/v1/registries/hub/events" + query))["nextCursor"]!);
}
