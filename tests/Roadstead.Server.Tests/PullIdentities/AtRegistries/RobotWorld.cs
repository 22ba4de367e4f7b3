using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Server.Tests.PullSecrets;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Server.Tests.PullIdentities.AtRegistries;

/// <summary>A server that is connected to the shared control plane as <c>lab</c> and looks at registries every second. Each test has a Harbor, a workspace and namespaces of its own.</summary>
public sealed class RobotWorld(SharedKubernetes kubernetes) : IAsyncLifetime
{
    /// <summary>How long an older account lives on, for pulls that have begun: mostly longer than they take on a busy machine.</summary>
    public static TimeSpan Overlap { get; } = TimeSpan.FromSeconds(3);

    public RoadsteadHost Host { get; private set; } = null!;

    public KubernetesCluster Cluster { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Cluster = await kubernetes.ClusterAsync(Cancellation);
        Host = await StartHostAsync();
        await PullSecretWorld.ConnectAsync(Host, Cluster);
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is not null)
            await Host.DisposeAsync();
    }

    public static Task<RoadsteadHost> StartHostAsync(string? dataDirectory = null) => RoadsteadHost.StartAsync(
        new Dictionary<string, string?>
        {
            ["PullIdentities:Overlap"] = Overlap.ToString(),
            ["PullIdentities:LookEvery"] = "00:00:01",
            ["RegistryHealth:CheapInterval"] = "00:00:01",
            ["SpaceSync:Interval"] = "00:10:00", // a look in the middle of a test would take spaces away that it has deleted at the registry
            ["ROADSTEAD_PUBLIC_URL"] = dataDirectory is null ? null : "http://roadstead.test",
        }.Where(setting => setting.Value is not null).ToDictionary(),
        dataDirectory);

    /// <summary>Integrates a Harbor; its projects become spaces by themselves.</summary>
    public static async Task IntegrateAsync(RoadsteadHost host, string name, RobotHarbor harbor)
    {
        var registry = await host.Admin.SendOkAsync(
            HttpMethod.Post, "/api/v1/registries", new { name, type = "harbor", url = harbor.Fake.Url.ToString(), username = harbor.User, password = harbor.Password });
        Assert.Equal("robot", (string?)registry["delivery"]);
        await Eventually.TrueAsync(
            async () => RobotHarbor.Projects.Append("open").All((await host.Admin.GetOkAsync($"/api/v1/registries/{name}/spaces"))["items"]!.AsArray().Select(space => (string?)space!["name"]).Contains), "all spaces are known", Cancellation);
    }

    /// <summary>Makes namespaces in the cluster and puts them into a workspace, which is made first.</summary>
    public async Task<string[]> JoinAsync(string workspace, int namespaces)
    {
        await Host.Admin.SendAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = workspace });
        string[] names = [.. Enumerable.Range(1, namespaces).Select(i => $"{workspace}-{i}")];
        foreach (var ns in names)
        {
            await Cluster.CreateNamespaceAsync(ns, Cancellation);
            await Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/workspaces/{workspace}/namespaces/lab/{ns}");
        }

        return names;
    }

    public static async Task<string> SpaceAsync(RoadsteadHost host, string registry, string project) =>
        (await host.Admin.GetOkAsync($"/api/v1/registries/{registry}/spaces"))["items"]!.AsArray().Single(space => (string?)space!["name"] == project)!["id"]!.GetValue<string>();

    public static async Task BindAsync(RoadsteadHost host, string registry, string workspace, params string[] projects)
    {
        foreach (var project in projects)
            await host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{await SpaceAsync(host, registry, project)}/workspaces/{workspace}");
    }

    public static async Task UnbindAsync(RoadsteadHost host, string registry, string workspace, string project) =>
        await host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/spaces/{await SpaceAsync(host, registry, project)}/workspaces/{workspace}");

    /// <summary>How a binding stands; null when the space shows none of this workspace.</summary>
    public static async Task<JsonNode?> BindingAsync(RoadsteadHost host, string registry, string project, string workspace) =>
        (await host.Admin.GetOkAsync($"/api/v1/spaces/{await SpaceAsync(host, registry, project)}"))["workspaces"]!.AsArray().SingleOrDefault(one => (string?)one!["name"] == workspace);

    public static Task HasStateAsync(RoadsteadHost host, string registry, string project, string workspace, string? state) => Eventually.TrueAsync(
        async () => (string?)(await BindingAsync(host, registry, project, workspace))?["state"] == state, $"{workspace}'s binding of {project} is {state ?? "gone"}", Cancellation);

    public static async Task<JsonArray> IdentitiesAsync(RoadsteadHost host, string registry) => (await host.Admin.GetOkAsync($"/api/v1/registries/{registry}/identities"))["items"]!.AsArray();

    /// <summary>The docker config of a namespace's pull secret, as the API server has it.</summary>
    public async Task<JsonObject?> ConfigAsync(string ns) => PullSecretWorld.Config(await Cluster.Admin.FindAsync(PullSecretWorld.SecretPath(ns), Cancellation));

    /// <summary>User name and password for a host, as a kubelet would read them; null when there are none.</summary>
    public async Task<string?> LoginAsync(string ns, string host) => Login(await ConfigAsync(ns), host);

    public static string? Login(JsonNode? config, string host) =>
        config?["auths"]?[host]?["auth"]?.GetValue<string>() is { } auth ? Encoding.UTF8.GetString(Convert.FromBase64String(auth)) : null;

    /// <summary>Waits until each namespace's secret holds the login of the only robot; of this generation, when one is given.</summary>
    public Task HoldAsync(RobotHarbor harbor, IReadOnlyList<string> namespaces, int? generation = null) => Eventually.TrueAsync(
        async () =>
        {
            if (await harbor.RobotsAsync() is not [{ } only] || (generation is not null && !only["name"]!.GetValue<string>().EndsWith($"-{generation}", StringComparison.Ordinal)))
                return false;
            foreach (var ns in namespaces)
            {
                if ((await LoginAsync(ns, harbor.Host))?.StartsWith($"{only["name"]}:", StringComparison.Ordinal) is not true)
                    return false;
            }

            return true;
        },
        "every secret holds the only robot",
        Cancellation);
}
