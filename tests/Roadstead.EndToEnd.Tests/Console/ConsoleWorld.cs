using System.Text.Json.Nodes;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Console;

/// <summary>
/// A server with something on every page: a guarded and a dead registry, spaces, two workspaces with namespaces, images for two platforms with a signature,
/// a registry of a workspace's own, a Kubernetes cluster without a node in which <c>shop</c> waits for its image and the Harbor <c>main</c> comes up, users. <c>ed</c> is an editor of <c>payments</c>.
/// </summary>
public sealed class ConsoleWorld(SharedChromium browser) : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> parts = [];

    public RoadsteadProcess Server { get; private set; } = null!;

    public Chromium Chromium { get; private set; } = null!;

    public KubernetesCluster Cluster { get; private set; } = null!;

    public string SpaceId { get; private set; } = "";

    public string Image => $"{Server.GatewayHost}/images/payments/api";

    public string Digest { get; private set; } = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static string PasswordOf(string user) => user == "admin" ? new RoadsteadSettings().AdminPassword : $"password of {user}";

    public async ValueTask InitializeAsync()
    {
        Chromium = await browser.StartedAsync();

        // Not the shared one: that gets a node, which would run what these tests only say that it runs.
        Cluster = Keep(await KubernetesCluster.StartAsync(cancellationToken: Token));
        var guarded = Keep(await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = "roadstead", Password = "upstream login" }, Token));
        var own = Keep(await DockerRegistryProcess.StartAsync(cancellationToken: Token));
        var dead = Keep(await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Port = FreePort.Next() }, Token));
        await PushAsync(guarded, own, dead);
        Server = Keep(await RoadsteadProcess.StartAsync(
            new RoadsteadSettings { Environment = new Dictionary<string, string> { ["RegistryHealth__CheapInterval"] = "00:00:02", ["RegistryHealth__FullInterval"] = "00:00:10", ["ManagedHarbors__DiscoveryInterval"] = "00:00:01", ["ManagedHarbors__LookInterval"] = "00:00:02", ["ManagedHarbors__GoneAfter"] = "00:00:01" } },
            Token));
        await FillAsync(guarded, own, dead);
        await DeployAsync();
        await MakeHarborAsync();
        await dead.StopAsync();
        await Eventually.TrueAsync(
            async () => (await Server.Admin.ReadAsync("/api/v1/registries/broken", Token))["status"]!.GetValue<string>() == "unhealthy", "the dead registry is known to be dead", Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(parts))
            await part.DisposeAsync();
    }

    private async Task PushAsync(DockerRegistryProcess guarded, DockerRegistryProcess own, DockerRegistryProcess dead)
    {
        using (var images = guarded.Images())
        {
            var index = await images.PushIndexAsync("payments/api", "1.4", [new TestImage { Author = "Ada", Labels = new Dictionary<string, string> { ["org.opencontainers.image.source"] = "https://git.example/payments/api" } }, new TestImage { Architecture = "arm64" }], cancellationToken: Token);
            await images.AttachAsync("payments/api", index, "application/vnd.example.signature", "signed", Token);
            Digest = index.Digest;
            await images.PushAsync("payments/a-frontend-with-a-name-that-is-rather-long-for-a-phone", "main", null, Token);
            await images.PushAsync("library/base", "bookworm", null, Token);
        }

        foreach (var registry in new[] { own, dead })
        {
            using var images = registry.Images();
            await images.PushAsync("tools/curl", "8.9", null, Token);
        }
    }

    private async Task FillAsync(DockerRegistryProcess guarded, DockerRegistryProcess own, DockerRegistryProcess dead)
    {
        await PostAsync("/clusters", new { name = "lab", kind = "standalone" });
        await PostAsync("/registries", new { name = "images", displayName = "Company images", type = "docker-registry", url = guarded.Url.ToString(), username = "roadstead", password = "upstream login" });
        await PostAsync("/registries", new { name = "broken", type = "docker-registry", url = dead.Url.ToString() });
        foreach (var name in new[] { "payments", "shipping" })
        {
            await PostAsync("/workspaces", new { name, displayName = name == "payments" ? "Payments" : name });
            await Server.Admin.PutAsync($"/api/v1/workspaces/{name}/namespaces/lab/{name}", null, Token);
        }

        SpaceId = (await PostAsync("/registries/images/spaces", new { name = "payments", visibility = "private" }))["id"]!.GetValue<string>();
        await Server.Admin.PutAsync($"/api/v1/spaces/{SpaceId}/workspaces/payments", null, Token);
        await PostAsync("/registries/images/spaces", new { name = "library", visibility = "public" });
        await PostAsync("/registries/broken/spaces", new { name = "tools", visibility = "public" });
        await PostAsync("/workspaces/payments/registries", new { name = "own", type = "docker-registry", url = own.Url.ToString() });
        await PostAsync("/users", new { name = "ed", password = PasswordOf("ed") });
        await Server.Admin.PutAsync("/api/v1/workspaces/payments/members/ed", new { role = "editor" }, Token);
        foreach (var registry in new[] { "/registries/images", "/registries/broken", "/workspaces/payments/registries/own" })
        {
            await Eventually.TrueAsync(
                async () => (await Server.Admin.ReadAsync($"/api/v1{registry}/overview", Token))["index"]!["state"]!.GetValue<string>() == "ready", $"{registry} is crawled", Token);
        }
    }

    private async Task DeployAsync()
    {
        await Cluster.CreateNamespaceAsync("console-payments", Token);
        await PostAsync("/clusters", new { name = "kube", kubeconfig = await Cluster.KubeconfigForRoadsteadAsync(Token) });
        await Eventually.TrueAsync(
            async () => (await Server.Admin.ReadAsync("/api/v1/clusters/kube/namespaces?q=console-payments", Token))["total"]!.GetValue<int>() == 1, "the cluster is connected", Token);
        await Server.Admin.PutAsync("/api/v1/workspaces/payments/namespaces/kube/console-payments", null, Token);
        await PostAsync("/namespaces/kube/console-payments/deployments", new { name = "shop", image = $"{Image}:1.4", port = 8080 });
        var pod = Assert.Single(await Cluster.Admin.PodsAsync("console-payments", "shop", 1, Token));
        await Cluster.Admin.FailPullAsync("console-payments", pod, "failed to pull and unpack image: unexpected status from HEAD request to https://registry.example/v2/payments/api/manifests/1.4: 401 Unauthorized", Token);
    }

    // One that comes up and waits for its Redis.
    private async Task MakeHarborAsync()
    {
        await Cluster.Admin.InstallHarborOperatorAsync(Token);
        await Cluster.Admin.RunAsync(SpokenHarborOperator.Name, Assert.Single(await Cluster.Admin.PodsAsync(SpokenHarborOperator.Name, SpokenHarborOperator.Name, 1, Token)), Token);
        await Eventually.TrueAsync(
            async () => (await Server.Admin.ReadAsync("/api/v1/managed-harbors/prerequisites?cluster=kube", Token)).AsArray().All(check => check!["ok"]!.GetValue<bool>()), "the cluster has what a Harbor needs", Token);
        await PostAsync("/managed-harbors", new { cluster = "kube", @namespace = "console-harbors", name = "main", access = new { type = "ingress", host = "harbor.example.com" }, storage = new { size = "100Gi" }, trivy = true });
        await Eventually.TrueAsync(async () => await Cluster.Admin.FindAsync(SpokenHarborOperator.HarborPath("console-harbors", "main"), Token) is not null, "the Harbor stands in the cluster", Token);
        await Cluster.Admin.SayOfHarborAsync("console-harbors", "main", "provisioning", [("DatabaseReady", "True", null), ("CacheReady", "False", "2 of 3 pods of the Redis 'main-redis' are not ready")], Token);
    }

    private Task<JsonNode> PostAsync(string path, object body) => Server.Admin.PostAsync("/api/v1" + path, body, Token);

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        parts.Add(part);
        return part;
    }
}
