using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Faults;

namespace Roadstead.Server.Tests.Events;

/// <summary>Each space of a registry tells of changes, whatever somebody does to that, until the registry is unbound.</summary>
public sealed class SubscriptionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2.9.5")]
    [InlineData("2.15.2")]
    public async Task A_subscription_that_somebody_changed_is_mended(string version)
    {
        await using var world = await HarborWorld.StartAsync(version, settings: [("Events:LookEvery", "00:00:01")]);
        await world.EventsAsync("subscribed", 2);
        var made = Assert.Single(await world.PoliciesAsync("team"));

        foreach (var change in new Action<JsonNode>[]
                 {
                     policy => policy["enabled"] = false,
                     policy => policy["event_types"] = new JsonArray("PULL_ARTIFACT"),
                     policy => policy["targets"]![0]!["address"] = "http://127.0.0.1:9/elsewhere",
                     policy => policy["targets"]![0]!["auth_header"] = "Bearer of somebody else",
                 })
        {
            var policy = (await world.PoliciesAsync("team"))[0].DeepClone();
            change(policy);
            await world.SendAsync(HttpMethod.Put, $"/api/v2.0/projects/team/webhook/policies/{policy["id"]}", policy);
            await MendedAsync();
        }

        await world.SendAsync(HttpMethod.Delete, $"/api/v2.0/projects/team/webhook/policies/{made["id"]}");
        await MendedAsync();

        Task MendedAsync() => Eventually.TrueAsync(async () => (await world.PoliciesAsync("team")) is [var policy] && Wanted(policy) == Wanted(made), "it is as it was made", Token, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_space_that_comes_is_subscribed()
    {
        await using var world = await HarborWorld.StartAsync("2.15.2", settings: [("Images:LookEvery", "00:00:01")]);
        await world.EventsAsync("subscribed", 2);

        // Nobody here knows of it until somebody pushes to it.
        await world.Harbor.PushAsync("teams-other/app", "1", cancellationToken: Token);

        await world.EventsAsync("subscribed", 3);
        Assert.Single(await world.PoliciesAsync("teams-other"));
    }

    [Fact]
    public async Task A_space_that_is_made_here_is_subscribed_at_once()
    {
        await using var world = await HarborWorld.StartAsync("2.15.2", ofPlatform: true);
        await world.EventsAsync("subscribed", 2);

        await world.World.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/hub/spaces", new { name = "made-here", visibility = "private" });

        // The next look by the clock is minutes away.
        await world.EventsAsync("subscribed", 3);
        Assert.Single(await world.PoliciesAsync("made-here"));
    }

    [Theory]
    [InlineData("2.9.5", false)]
    [InlineData("2.15.2", true)]
    public async Task Nothing_of_roadstead_is_left_when_the_registry_is_unbound(string version, bool ofPlatform)
    {
        await using var world = await HarborWorld.StartAsync(version, ofPlatform);
        await world.EventsAsync("subscribed", 2);
        await world.SendAsync(HttpMethod.Post, "/api/v2.0/projects/team/webhook/policies", Foreign());
        Assert.Equal(2, (await world.PoliciesAsync("team")).Count);

        await world.World.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1{(ofPlatform ? "" : "/workspaces/blue")}/registries/hub");

        foreach (var project in new[] { "team", "library" })
        {
            await Eventually.TrueAsync(
                async () => (await world.PoliciesAsync(project)).All(policy => !policy["name"]!.GetValue<string>().StartsWith("roadstead-", StringComparison.Ordinal)),
                $"{project} has no subscription of ours",
                Token,
                TimeSpan.FromSeconds(60));
        }

        Assert.Equal("theirs", Assert.Single(await world.PoliciesAsync("team"))["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_registry_that_is_away_when_it_is_unbound_is_cleaned_when_it_is_back()
    {
        await using var world = await HarborWorld.StartAsync("2.15.2", ofPlatform: true);
        await world.EventsAsync("subscribed", 2);
        var away = world.Harbor.Faults.Add(FaultKind.Reset, request => request.Headers.UserAgent.ToString().StartsWith("Roadstead", StringComparison.Ordinal));
        await world.World.Host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/registries/hub");
        await Eventually.TrueAsync(async () => (await LeavingAsync()).Any(row => row["reason"] is not null), "it cannot be left", Token, TimeSpan.FromSeconds(60));
        Assert.Single(await world.PoliciesAsync("team"));

        away.Dispose();

        await Eventually.TrueAsync(async () => (await LeavingAsync()).Count == 0 && (await world.PoliciesAsync("team")).Count == 0, "it is left", Token, TimeSpan.FromSeconds(60));

        async Task<IReadOnlyList<JsonNode>> LeavingAsync() => await world.World.AllAsync("/api/v1/leaving-registries");
    }

    [Fact]
    public async Task A_login_without_the_right_says_so_and_the_crawl_goes_on()
    {
        await using var world = await HarborWorld.StartAsync("2.15.2");
        await world.EventsAsync("subscribed", 2);
        var guest = world.Harbor.CreateUser("guest");
        world.Harbor.AddMember("team", "guest", 3);
        await world.Harbor.PushAsync("team/app", "1", cancellationToken: Token);
        var (status, _) = await world.World.Host.Admin.SendAsync(HttpMethod.Post, "/api/v1/workspaces/red/registries", new { name = "mine", type = "harbor", url = world.Harbor.Url.ToString(), username = guest.Username, password = guest.Password });
        Assert.Equal(HttpStatusCode.Created, status);

        await Eventually.TrueAsync(
            async () => (await world.World.OverviewAsync("mine", "red"))["events"] is { } events && events["reason"] is not null && events["message"] is not null, "the reason is shown", Token, TimeSpan.FromSeconds(60));
        await world.World.CrawledAsync("mine", "red", TimeSpan.FromSeconds(60));
        Assert.Contains(await world.World.NamesAsync("red"), name => name.EndsWith("team/app", StringComparison.Ordinal));

        // Two registries at one product do not fight over one subscription.
        Assert.Single(await world.PoliciesAsync("team"));
    }

    private static (string, bool, string, string, string) Wanted(JsonNode policy) => (
        policy["name"]!.GetValue<string>(),
        policy["enabled"]!.GetValue<bool>(),
        string.Join(',', policy["event_types"]!.AsArray().Select(type => type!.GetValue<string>()).Order(StringComparer.Ordinal)),
        policy["targets"]![0]!["address"]!.GetValue<string>(),
        policy["targets"]![0]!["auth_header"]!.GetValue<string>());

    private static JsonObject Foreign() => new()
    {
        ["name"] = "theirs",
        ["enabled"] = true,
        ["event_types"] = new JsonArray("PUSH_ARTIFACT"),
        ["targets"] = new JsonArray(new JsonObject { ["type"] = "http", ["address"] = "http://127.0.0.1:9/theirs", ["skip_cert_verify"] = true }),
    };
}
