using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Console.Team;

/// <summary>
/// A server with a guarded registry <c>images</c> (spaces <c>payments</c> and <c>shipping</c>, private, and <c>library</c>, public) and two workspaces bound to the space of
/// their own name. <c>payments</c> has the namespaces <c>lab/payments</c> and <c>lab/payments-web</c> and a registry of its own, <c>tools</c>. Its people: <c>ada</c> admin, <c>ed</c> editor,
/// <c>vic</c> viewer; <c>sam</c> belongs to <c>shipping</c> alone.
/// </summary>
public sealed class TeamWorld : IAsyncLifetime
{
    public RoadsteadHost Host { get; private set; } = null!;

    public DockerRegistryProcess Guarded { get; private set; } = null!;

    public DockerRegistryProcess Tools { get; private set; } = null!;

    /// <summary>For two platforms, with something attached to it.</summary>
    public PushedImage Api { get; private set; } = null!;

    public PushedImage Attached { get; private set; } = null!;

    /// <summary>The name that members pull the private image by.</summary>
    public string ApiName => $"{Host.GatewayHost}/images/payments/api";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Guarded = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = "roadstead", Password = "upstream login" }, Cancelled);
        Tools = await DockerRegistryProcess.StartAsync(cancellationToken: Cancelled);
        using (var images = Guarded.Images())
        {
            var old = new TestImage { Created = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), Layers = ["old"] };
            await images.PushAsync("payments/api", "z-oldest", old, Cancelled);
            Api = await images.PushIndexAsync("payments/api", "1.4", [new TestImage { Author = "Ada", Labels = new Dictionary<string, string> { ["team"] = "payments-team" } }, new TestImage { Architecture = "arm64" }], cancellationToken: Cancelled);
            Attached = await images.AttachAsync("payments/api", Api, "application/vnd.example.signature", "signed", Cancelled);
            await images.PushAsync("shipping/api", "1", null, Cancelled);
            await images.PushAsync("library/base", "1", null, Cancelled);
        }

        using (var tools = Tools.Images())
            await tools.PushAsync("curl", "8", null, Cancelled);

        Host = await RoadsteadHost.StartAsync(new Dictionary<string, string?> { ["Images:CrawlEvery"] = "00:10:00", ["RegistryHealth:CheapInterval"] = "00:00:01" });
        await FillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is not null) await Host.DisposeAsync();
        if (Tools is not null) await Tools.DisposeAsync();
        if (Guarded is not null) await Guarded.DisposeAsync();
    }

    private async Task FillAsync()
    {
        await PostAsync("/clusters", new { name = "lab", kind = "standalone" });
        await PostAsync("/registries", new { name = "images", type = "docker-registry", url = Guarded.Url.ToString(), username = "roadstead", password = "upstream login" });
        foreach (var name in new[] { "payments", "shipping" })
        {
            await PostAsync("/workspaces", new { name, displayName = $"Team {name}" });
            await Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/workspaces/{name}/namespaces/lab/{name}");
            var space = await PostAsync("/registries/images/spaces", new { name, visibility = "private" });
            await Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{space["id"]}/workspaces/{name}");
        }

        await Host.Admin.SendOkAsync(HttpMethod.Put, "/api/v1/workspaces/payments/namespaces/lab/payments-web");
        await PostAsync("/registries/images/spaces", new { name = "library", visibility = "public" });
        await PostAsync("/workspaces/payments/registries", new { name = "tools", type = "docker-registry", url = Tools.Url.ToString() });
        foreach (var (user, workspace, role) in new[] { ("ada", "payments", "admin"), ("ed", "payments", "editor"), ("vic", "payments", "viewer"), ("sam", "shipping", "viewer") })
            (await Host.UserAsync(user, workspace, role)).Dispose();
        await CrawledAsync("/registries/images");
        await CrawledAsync("/workspaces/payments/registries/tools");
    }

    private Task<System.Text.Json.Nodes.JsonNode> PostAsync(string path, object body) => Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1" + path, body);

    private Task CrawledAsync(string registry) => Eventually.TrueAsync(
        async () => (await Host.Admin.GetOkAsync($"/api/v1{registry}/overview"))["index"]!["state"]!.GetValue<string>() == "ready", $"{registry} is crawled", Cancelled);
}
