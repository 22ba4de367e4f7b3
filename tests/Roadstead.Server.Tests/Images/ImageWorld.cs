using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Images;

/// <summary>A server with two workspaces, <c>blue</c> and <c>red</c>, each with a namespace <c>dev</c> in a cluster of its own name, and what tests do to it.</summary>
public sealed class ImageWorld : IAsyncDisposable
{
    private ImageWorld(RoadsteadHost host) => Host = host;

    public RoadsteadHost Host { get; private set; }

    public static async Task<ImageWorld> StartAsync(params (string Key, string Value)[] settings)
    {
        var world = new ImageWorld(await RoadsteadHost.StartAsync(Settings(settings)));
        foreach (var name in new[] { "blue", "red" })
        {
            await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name, kind = "standalone" });
            await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name });
            await world.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/workspaces/{name}/namespaces/{name}/dev");
        }

        return world;
    }

    public static IReadOnlyDictionary<string, string?> Settings(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["Images:CrawlEvery"] = "00:10:00", ["Images:RetryAfter"] = "00:00:01" };
        foreach (var (key, value) in settings) all[key] = value;
        return all;
    }

    /// <summary>Integrates a registry and waits for its first crawl; for the platform, or for a workspace.</summary>
    public async Task IntegrateAsync(string name, Uri url, string? username = null, string? password = null, string? workspace = null, bool wait = true, string type = "docker-registry")
    {
        var level = workspace is null ? "" : $"/workspaces/{workspace}";
        await Host.Admin.SendOkAsync(HttpMethod.Post, $"/api/v1{level}/registries", new { name, type, url = url.ToString(), username, password });
        if (wait) await CrawledAsync(name, workspace);
    }

    /// <summary>Waits until a registry's crawl has ended.</summary>
    public Task CrawledAsync(string name, string? workspace = null, TimeSpan? within = null) =>
        Eventually.TrueAsync(async () => (await IndexAsync(name, workspace))["state"]!.GetValue<string>() == "ready", $"registry {name} is crawled", TestContext.Current.CancellationToken, within);

    public async Task<JsonNode> IndexAsync(string name, string? workspace = null) => (await OverviewAsync(name, workspace))["index"]!;

    public Task<JsonNode> OverviewAsync(string name, string? workspace = null) =>
        Host.Admin.SendOkAsync(HttpMethod.Get, $"/api/v1{(workspace is null ? "" : $"/workspaces/{workspace}")}/registries/{name}/overview");

    public async Task<string> AddSpaceAsync(string registry, string name, string visibility, params string[] workspaces)
    {
        var space = await Host.Admin.SendOkAsync(HttpMethod.Post, $"/api/v1/registries/{registry}/spaces", new { name, visibility });
        var id = space["id"]!.GetValue<string>();
        if (workspaces.Length > 0) await Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{id}/workspaces", new { workspaces });
        return id;
    }

    /// <summary>Choose image, all pages.</summary>
    public async Task<IReadOnlyList<JsonNode>> ChooseAsync(string workspace, string query = "", int limit = 500) =>
        await AllAsync($"/api/v1/namespaces/{workspace}/dev/images", query, limit);

    /// <summary>The names that choose image shows, in its order.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(string workspace, string query = "", int limit = 500) =>
        [.. (await ChooseAsync(workspace, query, limit)).Select(image => image["image"]!.GetValue<string>())];

    /// <summary>All pages of a list.</summary>
    public async Task<IReadOnlyList<JsonNode>> AllAsync(string path, string query = "", int limit = 500)
    {
        var rows = new List<JsonNode>();
        for (string? cursor = null; ;)
        {
            var page = await Host.Admin.SendOkAsync(HttpMethod.Get, $"{path}?limit={limit}&{query}{(cursor is null ? "" : $"&cursor={cursor}")}");
            rows.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = page["nextCursor"]?.GetValue<string>();
            if (cursor is null) return rows;
        }
    }

    public Task<(HttpStatusCode Status, JsonNode? Body)> GetAsync(string path) => Host.Admin.SendAsync(HttpMethod.Get, path);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
