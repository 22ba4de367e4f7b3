using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Clusters;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Server.Tests.ManagedHarbors;

/// <summary>
/// A control plane of its own in which the types and the deployment of the Harbor operator, of cert-manager and of the database operators are installed, for the classes of one
/// collection. What the operator would do, tests do by its words: the status of a HarborCluster. Each test takes namespaces of its own.
/// </summary>
public sealed class OperatedCluster : IAsyncLifetime
{
    public const string Collection = "Managed Harbors";
    public const string OperatorPath = "/apis/apps/v1/namespaces/harbor-operator/deployments/harbor-operator";
    public const string TypesPath = SpokenHarborOperator.TypesPath;

    public KubernetesCluster Cluster { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Cluster = await KubernetesCluster.StartAsync(new KubernetesClusterSettings { Controllers = false }, Cancel);
        await Cluster.Admin.InstallHarborOperatorAsync(Cancel);
        await OperatorRunsAsync(1);
    }

    public ValueTask DisposeAsync() => Cluster is null ? ValueTask.CompletedTask : Cluster.DisposeAsync();

    /// <summary>A server that looks often, connected to the cluster as <c>lab</c>.</summary>
    public async Task<RoadsteadHost> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, string? dataDirectory = null, bool connect = true)
    {
        var all = new Dictionary<string, string?>(ClusterCalls.Impatient)
        {
            ["ManagedHarbors:DiscoveryInterval"] = "00:00:00.2",
            ["ManagedHarbors:LookInterval"] = "00:00:00.3",
            ["ManagedHarbors:GoneAfter"] = "00:00:00.5",
            ["ManagedHarbors:FirstWait"] = "00:00:00.2",
            ["ManagedHarbors:LongestWait"] = "00:00:00.5",
            ["ManagedHarbors:RefusedLoginWait"] = "00:00:00.5", // on a busy machine a Harbor may freeze the login for three tries
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
            all[key] = value;
        var host = await RoadsteadHost.StartAsync(all, dataDirectory);
        if (connect)
            await host.ConnectAsync(Cluster, "lab");
        return host;
    }

    public Task InstallTypeAsync(string name) => Cluster.Admin.InstallHarborTypeAsync(name, Cancel);

    /// <summary>How many pods of the operator are available.</summary>
    public Task OperatorRunsAsync(int pods) => Cluster.Admin.PatchAsync(OperatorPath + "/status", new JsonObject { ["status"] = new JsonObject { ["replicas"] = 1, ["updatedReplicas"] = 1, ["readyReplicas"] = pods, ["availableReplicas"] = pods } }, Cancel);

    public Task NamespaceAsync(string name) => Cluster.Admin.ApplyAsync($"/api/v1/namespaces/{name}", $"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: {name}\n", Cancel);

    /// <summary>A secret with these texts.</summary>
    public Task SecretAsync(string ns, string name, params (string Key, string Text)[] texts) => Cluster.Admin.ApplyAsync(
        $"/api/v1/namespaces/{ns}/secrets/{name}",
        new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["data"] = new JsonObject(texts.Select(text => KeyValuePair.Create<string, JsonNode?>(text.Key, Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text.Text))))),
        }.ToJsonString(),
        Cancel);

    public static string HarborPath(string ns, string name) => SpokenHarborOperator.HarborPath(ns, name);

    public Task<JsonNode?> FindHarborAsync(string ns, string name) => Cluster.Admin.FindAsync(HarborPath(ns, name), Cancel);

    /// <summary>A HarborCluster that somebody makes without Roadstead.</summary>
    public Task MakeHarborAsync(string ns, string name, string externalUrl, string passwordSecret) => Cluster.Admin.CreateAsync(
        $"/apis/goharbor.io/v1beta1/namespaces/{ns}/harborclusters",
        new JsonObject
        {
            ["apiVersion"] = "goharbor.io/v1beta1",
            ["kind"] = "HarborCluster",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject
            {
                ["version"] = "2.5.3",
                ["externalURL"] = externalUrl,
                ["harborAdminPasswordRef"] = passwordSecret,
                ["expose"] = new JsonObject { ["core"] = new JsonObject() },
                ["core"] = new JsonObject { ["tokenIssuer"] = new JsonObject { ["name"] = "any", ["kind"] = "Issuer" } },
                ["jobservice"] = new JsonObject(),
                ["registry"] = new JsonObject(),
                ["database"] = new JsonObject { ["kind"] = "PostgreSQL", ["spec"] = new JsonObject() },
                ["cache"] = new JsonObject { ["kind"] = "Redis", ["spec"] = new JsonObject() },
                ["storage"] = new JsonObject { ["kind"] = "FileSystem", ["spec"] = new JsonObject() },
            },
        },
        Cancel);

    /// <summary>The operator's word on a Harbor.</summary>
    public Task SayAsync(string ns, string name, string status, params (string Type, string Status, string? Message)[] conditions) => Cluster.Admin.SayOfHarborAsync(ns, name, status, conditions, Cancel);

    /// <summary>All of it is healthy.</summary>
    public Task SayHealthyAsync(string ns, string name) => Cluster.Admin.SayHarborIsHealthyAsync(ns, name, Cancel);

    /// <summary>What Harbor's own chart makes around its core, as far as Roadstead reads it.</summary>
    public async Task InstallReleaseAsync(string ns, string release, string externalUrl, string password)
    {
        var labels = new JsonObject { ["app"] = "harbor", ["chart"] = "harbor", ["heritage"] = "Helm", ["release"] = release, ["component"] = "core" };
        await Cluster.Admin.ApplyAsync(
            $"/api/v1/namespaces/{ns}/configmaps/{release}-harbor-core",
            new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = $"{release}-harbor-core" }, ["data"] = new JsonObject { ["EXT_ENDPOINT"] = externalUrl } }.ToJsonString(),
            Cancel);
        await SecretAsync(ns, $"{release}-harbor-core", ("HARBOR_ADMIN_PASSWORD", password));
        await Cluster.Admin.CreateAsync($"/apis/apps/v1/namespaces/{ns}/deployments", Workload($"{release}-harbor-core", labels, "goharbor/harbor-core:v2.9.5", "core"), Cancel);
        await Cluster.Admin.PatchAsync(
            $"/apis/apps/v1/namespaces/{ns}/deployments/{release}-harbor-core/status",
            new JsonObject { ["status"] = new JsonObject { ["replicas"] = 1, ["updatedReplicas"] = 1, ["readyReplicas"] = 1, ["availableReplicas"] = 1 } },
            Cancel);
    }

    private static JsonObject Workload(string name, JsonObject labels, string image, string container) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels },
        ["spec"] = new JsonObject
        {
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["pods"] = name } },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["pods"] = name } },
                ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = container, ["image"] = image }) },
            },
        },
    };
}
