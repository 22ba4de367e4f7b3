using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Access;
using Roadstead.Server.Tests.Images;
using Roadstead.Testing;
using Roadstead.Testing.Harbor;

namespace Roadstead.Server.Tests.Events;

/// <summary>A server and a Harbor, which the workspace <c>blue</c> has integrated as its own <c>hub</c>, or the platform has.</summary>
public sealed class HarborWorld : IAsyncDisposable
{
    private readonly HttpClient http;

    private HarborWorld(ImageWorld world, FakeHarbor harbor)
    {
        (World, Harbor) = (world, harbor);

        // Harbor answers with a cookie, and whoever sends it back needs more than a login to change something.
        http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = harbor.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{harbor.Admin.Username}:{harbor.Admin.Password}")));
    }

    public ImageWorld World { get; }

    public FakeHarbor Harbor { get; }

    /// <summary>Null for a platform registry.</summary>
    public string? Workspace { get; private set; }

    /// <param name="version">Of Harbor.</param>
    /// <param name="ofPlatform">True: the platform integrates it.</param>
    /// <param name="settings">Of the server. Without others, nothing but events brings what is new.</param>
    public static async Task<HarborWorld> StartAsync(string version, bool ofPlatform = false, params (string Key, string Value)[] settings)
    {
        var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { Version = version });
        harbor.CreateProject("team", isPublic: true);
        var world = new HarborWorld(await ImageWorld.StartAsync([("Images:LookEvery", "01:00:00"), .. settings]), harbor) { Workspace = ofPlatform ? null : "blue" };
        await world.World.IntegrateAsync("hub", harbor.Url, harbor.Admin.Username, harbor.Admin.Password, world.Workspace, type: "harbor");
        if (ofPlatform) await world.SpaceKnownAsync();
        return world;
    }

    public Upstream Upstream() => World.Host.Services.GetRequiredService<IUpstreamSource>().Upstreams.Values.Single();

    public Task<JsonNode> OverviewAsync() => World.OverviewAsync("hub", Workspace);

    /// <summary>Waits for a state of the registry's events; what the overview says then.</summary>
    public async Task<JsonNode> EventsAsync(string state, int? subscribed = null)
    {
        JsonNode? events = null;
        await Eventually.TrueAsync(
            async () => (events = (await OverviewAsync())["events"]) is not null && events["state"]!.GetValue<string>() == state && (subscribed is null || events["subscribed"]!.GetValue<int>() == subscribed),
            $"events are {state}",
            TestContext.Current.CancellationToken,
            TimeSpan.FromSeconds(60));
        return events!;
    }

    /// <summary>All paths that choose image shows of the registry, with their number of tags.</summary>
    public async Task<IReadOnlyDictionary<string, int>> ImagesAsync() => (await World.ChooseAsync("blue")).ToDictionary(
        image => image["image"]!.GetValue<string>()[(image["image"]!.GetValue<string>().IndexOf("/team", StringComparison.Ordinal) + 1)..], image => image["tagCount"]!.GetValue<int>());

    public async Task WaitForAsync(Func<IReadOnlyDictionary<string, int>, bool> condition, string what) =>
        await Eventually.TrueAsync(async () => condition(await ImagesAsync()), what, TestContext.Current.CancellationToken, TimeSpan.FromSeconds(60));

    /// <summary>The webhook policies of a project, as Harbor shows them to its admin.</summary>
    public async Task<IReadOnlyList<JsonNode>> PoliciesAsync(string project) => [.. (await AskAsync($"/api/v2.0/projects/{project}/webhook/policies?page_size=100")).AsArray().Select(policy => policy!)];

    public async Task<JsonNode> AskAsync(string path) => (await http.GetFromJsonAsync<JsonNode>(path, TestContext.Current.CancellationToken))!;

    public async Task SendAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    // A crawl says nothing of the projects, which are taken over by another look.
    private async Task SpaceKnownAsync()
    {
        await Eventually.TrueAsync(
            async () => (await World.AllAsync("/api/v1/registries/hub/spaces")).Any(space => space["name"]!.GetValue<string>() == "team"), "the project is a space", TestContext.Current.CancellationToken);
        await World.Host.PublishedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await World.DisposeAsync();
        await Harbor.DisposeAsync();
    }
}
