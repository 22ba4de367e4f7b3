using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Registries;

/// <summary>Calls that tests of registries make again and again.</summary>
internal static class RegistryCalls
{
    public static Task<JsonNode> IntegrateAsync(this HttpClient client, object body, string? workspace = null) =>
        client.SendOkAsync(HttpMethod.Post, Path(workspace), body);

    /// <summary>Fails unless the integration is refused with this code, and unless nothing was stored.</summary>
    public static async Task<JsonNode> RefuseAsync(this HttpClient client, object body, string code, string? workspace = null, string? query = null)
    {
        var before = await client.GetOkAsync(Path(workspace));
        var status = code switch
        {
            "name-taken" or "host-already-integrated" or "host-used-by-workspaces" => HttpStatusCode.Conflict,
            "forbidden" => HttpStatusCode.Forbidden,
            _ => HttpStatusCode.UnprocessableEntity,
        };
        var problem = await client.SendRefusedAsync(HttpMethod.Post, Path(workspace) + query, body, status, code);
        var after = await client.GetOkAsync(Path(workspace));
        Assert.Equal((int?)before["total"], (int?)after["total"]);
        return problem;
    }

    /// <summary>Waits until a platform registry is crawled and measured, for which Roadstead signs in by itself in the moments after it was integrated.</summary>
    public static Task CrawledAsync(this HttpClient client, string registry) => Eventually.TrueAsync(
        async () => (await client.GetOkAsync($"{Path(null, registry)}/overview"))["storage"]!["history"]!.AsArray().Count > 0, $"{registry} is crawled", TestContext.Current.CancellationToken);

    public static object Body(string name, Uri url, string? username = null, string? password = null) =>
        new { name, type = "docker-registry", url = url.ToString(), username, password };

    public static string Path(string? workspace, string? registry = null) =>
        (workspace is null ? "/api/v1/registries" : $"/api/v1/workspaces/{workspace}/registries") + (registry is null ? "" : "/" + registry);

    public static async Task WorkspaceAsync(this RoadsteadHost host, string name) =>
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name });

    public static string[] Texts(this JsonNode? array) => [.. array!.AsArray().Select(item => (string)item!)];

    public static JsonNode Signal(this JsonNode registry, string name) => registry["signals"]!.AsArray().Single(signal => (string?)signal!["name"] == name)!;

    public static string Detail(this JsonNode problem) => (string)problem["detail"]!;
}
