using System.Text.Json.Nodes;
using Roadstead.EndToEnd.Tests.Console;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory;
using Roadstead.Testing.Harbor;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Walks;

/// <summary>What a company has before it has Roadstead: registries of each kind with images, a cluster, and a server that was just started. Everything else comes by the walks.</summary>
public sealed class WalkWorld(SharedChromium browser) : IAsyncLifetime
{
    /// <summary>The registry of the company: a Docker Registry with this login.</summary>
    public const string RegistryUser = "roadstead";
    public const string RegistryPassword = "upstream login";

    /// <summary>A namespace that the cluster has already.</summary>
    public const string Namespace = "payments-prod";
    public const string Harbors = "harbors";

    // What users pull is newest last.
    private static readonly (string Repository, string Tag, int Month)[] InRegistry =
        [("payments/api", "1.4", 3), ("payments/api", "1.5", 6), ("payments/web", "2.0", 5), ("library/base", "bookworm", 2), ("reports/daily", "7", 4)];

    private readonly List<IAsyncDisposable> parts = [];

    public RoadsteadProcess Server { get; private set; } = null!;

    public Chromium Chromium { get; private set; } = null!;

    public KubernetesCluster Cluster { get; private set; } = null!;

    public DockerRegistryProcess Registry { get; private set; } = null!;

    /// <summary>One that breaks down.</summary>
    public DockerRegistryProcess Archive { get; private set; } = null!;

    /// <summary>That of a team, without a password.</summary>
    public DockerRegistryProcess TeamRegistry { get; private set; } = null!;

    public FakeHarbor Harbor { get; private set; } = null!;

    /// <summary>The one that the operator will have made.</summary>
    public FakeHarbor NewHarbor { get; private set; } = null!;

    public FakeArtifactory Artifactory { get; private set; } = null!;

    /// <summary>The admin's, from their first sign-in on.</summary>
    public ApiClient Api { get; private set; } = null!;

    public string Kubeconfig { get; private set; } = "";

    /// <summary>The one of the first start; its file goes with the first sign-in.</summary>
    public string OneTimePassword { get; private set; } = "";

    /// <summary>An image of the company's registry, as members name it.</summary>
    public string Image => $"{Server.GatewayHost}/images/payments/api";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static string PasswordOf(string user) => user == "admin" ? "a sentence is easy to remember" : $"password of {user}";

    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(StartClusterAsync(), StartRegistriesAsync(), StartBrowserAsync(), StartServerAsync());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(parts))
            await part.DisposeAsync();
    }

    public async Task SignInAdminAsync() => Api = await Server.SignInAsync("admin", PasswordOf("admin"), Token);

    /// <summary>The broken registry comes back as it was.</summary>
    public async Task MendArchiveAsync() => Archive = Keep(await DockerRegistryProcess.StartAsync(Archive.Settings, Token));

    /// <summary>Asks the cluster for a pod, as somebody with kubectl would; whether it is made, and what the API server said.</summary>
    public async Task<(bool IsMade, string Answer)> TryPodAsync(string name, string image)
    {
        var pod = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "main", ["image"] = image }) },
        };
        using var content = new StringContent(pod.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        var (status, body) = await Cluster.Admin.TrySendAsync(HttpMethod.Post, $"/api/v1/namespaces/{Namespace}/pods", content, Token);
        return (status == System.Net.HttpStatusCode.Created, body);
    }

    private async Task StartClusterAsync()
    {
        // Without a node: what a pod does is said.
        Cluster = Keep(await KubernetesCluster.StartAsync(cancellationToken: Token));
        Kubeconfig = await Cluster.KubeconfigForRoadsteadAsync(Token);
        foreach (var name in new[] { Namespace, "payments-test", "shipping-prod", Harbors })
            await Cluster.CreateNamespaceAsync(name, Token);
        await Cluster.Admin.InstallHarborOperatorAsync(Token);
        var pods = await Cluster.Admin.PodsAsync(SpokenHarborOperator.Name, SpokenHarborOperator.Name, 1, Token);
        await Cluster.Admin.RunAsync(SpokenHarborOperator.Name, Assert.Single(pods), Token);
    }

    private async Task StartRegistriesAsync()
    {
        Registry = Keep(await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = RegistryUser, Password = RegistryPassword }, Token));
        using (var images = Registry.Images())
        {
            foreach (var (repository, tag, month) in InRegistry)
                await images.PushAsync(repository, tag, new TestImage { Created = new DateTimeOffset(2026, month, 1, 9, 0, 0, TimeSpan.Zero), Layers = [repository, tag] }, Token);
        }

        Archive = Keep(await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Port = FreePort.Next() }, Token));
        TeamRegistry = Keep(await DockerRegistryProcess.StartAsync(cancellationToken: Token));
        foreach (var registry in new[] { Archive, TeamRegistry })
        {
            using var images = registry.Images();
            await images.PushAsync("tools/curl", "8.9", null, Token);
        }

        Harbor = Keep(await FakeHarbor.StartAsync());
        Harbor.CreateProject("library", isPublic: true);
        await Harbor.PushAsync("library/nginx", "1.29", null, Token);
        await Harbor.PushAsync("checkout/cart", "3.1", null, Token);
        NewHarbor = Keep(await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false }));
        Artifactory = Keep(await FakeArtifactory.StartAsync());
        await Artifactory.PushAsync("docker-local/billing", "7.0", null, Token);
    }

    private async Task StartBrowserAsync() => Chromium = await browser.StartedAsync();

    private async Task StartServerAsync()
    {
        // An empty password is none: the server makes the one-time one.
        Server = Keep(RoadsteadProcess.Prepare(new RoadsteadSettings
        {
            AdminPassword = "",
            Environment = new Dictionary<string, string>
            {
                ["RegistryHealth__CheapInterval"] = "00:00:01", ["RegistryHealth__FullInterval"] = "00:00:02",
                ["ManagedHarbors__DiscoveryInterval"] = "00:00:00.5", ["ManagedHarbors__LookInterval"] = "00:00:01", ["ManagedHarbors__GoneAfter"] = "00:00:01",
            },
        }));
        await Server.StartAgainAsync(Token);
        OneTimePassword = (await File.ReadAllTextAsync(Path.Combine(Server.DataDirectory, "initial-admin-password"), Token)).Trim();
    }

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        lock (parts)
        {
            parts.Add(part);
        }

        return part;
    }
}
