using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Admission;

/// <summary>A control plane of its own, since its pods may be kept from starting, and a server in a process of its own that is connected to it.</summary>
public sealed class FailingWorld : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public KubernetesCluster Cluster { get; private set; } = null!;

    public RoadsteadProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Cluster = await KubernetesCluster.StartAsync(cancellationToken: Cancellation);
        await Cluster.CreateNamespaceAsync("team", Cancellation);
        var kubeconfig = await Cluster.KubeconfigForRoadsteadAsync(Cancellation);
        await Cluster.HasServiceAccountAsync("roadstead", Cancellation);
        Server = await RoadsteadProcess.StartAsync(null, Cancellation);
        await Server.Admin.PostAsync("/api/v1/clusters", new { name = "lab", kubeconfig, unmanagedImages = "deny" }, Cancellation);
    }

    /// <summary>Sends the switch and returns as soon as it is stored.</summary>
    public Task<JsonNode> SetAsync(string mode) => Server.Admin.PatchAsync("/api/v1/clusters/lab", new { admission = mode }, Cancellation);

    /// <summary>Switches admission and waits until the API server acts by it: images of hosts that nobody integrated are denied in this cluster.</summary>
    public async Task SwitchAsync(string mode)
    {
        await SetAsync(mode);
        await ActsAsync(mode);
    }

    public Task ActsAsync(string mode) => Eventually.TrueAsync(
        async () => await StateAsync() == (mode == "off" ? "off" : "ready") && (await CreateAsync()).Status == (mode == "enforce" ? HttpStatusCode.Forbidden : HttpStatusCode.Created),
        $"the API server acts by {mode}",
        Cancellation,
        TimeSpan.FromSeconds(60));

    public async Task<string> StateAsync() => (string)(await Server.Admin.ReadAsync("/api/v1/clusters/lab", Cancellation))["admissionStatus"]!["state"]!;

    /// <summary>Tries a pod, without storing it.</summary>
    public Task<(HttpStatusCode Status, string Message)> CreateAsync(string ns = "team") => CreateAsync(Cluster, ns, "quay.example/a/b");

    public static async Task<(HttpStatusCode Status, string Message)> CreateAsync(KubernetesCluster cluster, string ns, string image)
    {
        var pod = new JsonObject
        {
            ["metadata"] = new JsonObject { ["generateName"] = "pod-" },
            ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "app", ["image"] = image }) },
        };
        var (status, body) = await cluster.Admin.TrySendAsync(HttpMethod.Post, $"/api/v1/namespaces/{ns}/pods?dryRun=All", JsonContent.Create(pod), Cancellation);
        return (status, (string?)JsonNode.Parse(body)!["message"] ?? "");
    }

    public async Task<IReadOnlyList<JsonNode>> ConfigurationsAsync()
    {
        var found = new List<JsonNode>();
        foreach (var kind in (string[])["validating", "mutating"])
            found.AddRange((await Cluster.Admin.GetAsync($"/apis/admissionregistration.k8s.io/v1/{kind}webhookconfigurations", Cancellation))["items"]!.AsArray().Select(item => item!));
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        // What did not come up need not come down; the first failure is the one to see.
        if (Server is not null) await Server.DisposeAsync();
        if (Cluster is not null) await Cluster.DisposeAsync();
    }
}
