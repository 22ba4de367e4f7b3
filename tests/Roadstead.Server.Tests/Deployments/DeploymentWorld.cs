using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Gateway;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Server.Tests.Deployments;

/// <summary>
/// The doors' world, and the cluster <c>kube</c> with real API server and controllers but no node: tests say what a kubelet would. <c>ed</c> is an editor of <c>blue</c>.
/// </summary>
public sealed class DeploymentWorld(SharedKubernetes kubernetes) : DoorsWorld
{
    private static int namespaces;

    public KubernetesCluster Cluster { get; private set; } = null!;

    public HttpClient Ed { get; private set; } = null!;

    /// <summary>In the private space that <c>blue</c> is bound to.</summary>
    public string Image => $"{Host.GatewayHost}/vault/team-a/app:v1";

    /// <summary>In a part of the registry that nobody is bound to.</summary>
    public string Denied => $"{Host.GatewayHost}/vault/team-ab/app:v1";

    public override async ValueTask InitializeAsync()
    {
        Cluster = await kubernetes.ClusterAsync(Cancellation);
        await base.InitializeAsync();
        await PostAsync("/api/v1/clusters", new { name = "kube", kubeconfig = await Cluster.KubeconfigForRoadsteadAsync(Cancellation) });
        await Eventually.TrueAsync(
            async () => (await Host.Admin.GetOkAsync("/api/v1/clusters/kube"))["status"]!.GetValue<string>() == "connected", "the cluster is connected", Cancellation);
        Ed = await Host.UserAsync("ed", "blue", "editor");
    }

    public override async ValueTask DisposeAsync()
    {
        Ed?.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>A new namespace of a workspace.</summary>
    public async Task<string> NamespaceAsync(string workspace = "blue")
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"deploy-{workspace}-{Interlocked.Increment(ref namespaces)}");
        await Cluster.CreateNamespaceAsync(name, Cancellation);
        await Eventually.TrueAsync(
            async () => (await Host.Admin.SendAsync(HttpMethod.Put, $"/api/v1/workspaces/{workspace}/namespaces/kube/{name}")).Status == HttpStatusCode.OK, $"{name} is in {workspace}", Cancellation);
        return name;
    }

    public static string Path(string ns, string? name = null) => $"/api/v1/namespaces/kube/{ns}/deployments" + (name is null ? "" : "/" + name);

    public Task<JsonNode> DeployAsync(string ns, string name, string? image = null, int replicas = 1) =>
        Ed.SendOkAsync(HttpMethod.Post, Path(ns), new { name, image = image ?? Image, replicas });

    public Task<JsonNode> ShowAsync(string ns, string name) => Ed.GetOkAsync(Path(ns, name));

    /// <summary>Waits until a deployment is shown in this state; the view.</summary>
    public async Task<JsonNode> StateAsync(string ns, string name, string state)
    {
        JsonNode view = new JsonObject();
        await Eventually.TrueAsync(async () => (view = await ShowAsync(ns, name))["state"]!.GetValue<string>() == state, $"{ns}/{name} is {state}", Cancellation);
        return view;
    }

    /// <summary>Waits for so many pods of a deployment; their names.</summary>
    public Task<IReadOnlyList<string>> PodsAsync(string ns, string name, int count) => Cluster.Admin.PodsAsync(ns, name, count, Cancellation);

    public Task FailPullAsync(string ns, string pod, string message) => Cluster.Admin.FailPullAsync(ns, pod, message, Cancellation);

    public Task RunAsync(string ns, string pod) => Cluster.Admin.RunAsync(ns, pod, Cancellation);
}
