using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Server.Tests.Admission;

/// <summary>
/// A real control plane, a server connected to it as <c>lab</c> with the rights of the role and no more, and a registry with the public space <c>open</c>
/// and the private <c>team-a</c>, which is bound to the workspace <c>blue</c> but not to <c>red</c>. Their namespaces have their names; <c>loose</c> is in none.
/// </summary>
public sealed class AdmissionLab : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public KubernetesCluster Cluster { get; private set; } = null!;

    public RoadsteadHost Host { get; private set; } = null!;

    public DockerRegistryProcess Registry { get; private set; } = null!;

    /// <summary>Of the private space.</summary>
    public string Private => $"{Registry.Url.Authority}/team-a/app:v1";

    /// <summary>Of the public space.</summary>
    public string Public => $"{Registry.Url.Authority}/open/app:v1";

    /// <summary>The name of both webhook configurations.</summary>
    public string Webhooks { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Registry = await DockerRegistryProcess.StartAsync(cancellationToken: Cancellation);
        Cluster = await KubernetesCluster.StartAsync(new KubernetesClusterSettings { ApiServerArguments = ["--feature-gates=EphemeralContainers=true"] }, Cancellation);
        foreach (var ns in (string[])["blue", "red", "loose"]) await Cluster.CreateNamespaceAsync(ns, Cancellation);
        Host = await RoadsteadHost.StartAsync(new Dictionary<string, string?> { ["Admission:AuthoritySettles"] = "00:00:01", ["Admission:AuthorityStays"] = "00:00:02" });
        await SetUpAsync(Host, Cluster, Registry);
        Webhooks = $"roadstead-{Host.Services.GetRequiredService<Server.Access.IInstallation>().Id}";
    }

    /// <summary>Connects a cluster and makes the workspaces, the registry, its spaces and the binding.</summary>
    public static async Task SetUpAsync(RoadsteadHost host, KubernetesCluster cluster, DockerRegistryProcess registry)
    {
        var kubeconfig = await cluster.KubeconfigForRoadsteadAsync(Cancellation);
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "lab", kubeconfig });
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries", new { name = "hub", type = "docker-registry", url = registry.Url.ToString() });
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/hub/spaces", new { name = "open", visibility = "public" });
        var space = await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/hub/spaces", new { name = "team-a", visibility = "private" });
        foreach (var name in (string[])["blue", "red"])
        {
            await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name, displayName = name });
            await host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/workspaces/{name}/namespaces/lab/{name}");
        }

        await host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{space["id"]}/workspaces/blue");
    }

    /// <summary>Switches admission and waits until the API server acts by it.</summary>
    public async Task SwitchAsync(string mode)
    {
        await Host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/clusters/lab", new { admission = mode });
        await Eventually.TrueAsync(
            async () => (string?)(await Host.Admin.GetOkAsync("/api/v1/clusters/lab"))["admissionStatus"]!["state"] == (mode == "off" ? "off" : "ready"), $"the webhooks are for {mode}", Cancellation);
        await Eventually.TrueAsync(async () => await IsDeniedAsync() == (mode == "enforce") && (mode == "off" || await IsMutatedAsync()), $"the API server acts by {mode}", Cancellation);
    }

    // Of audit nothing else is to be seen. The service account adds its own only to pods that name none.
    private async Task<bool> IsMutatedAsync()
    {
        var spec = new JsonObject { ["imagePullSecrets"] = new JsonArray(new JsonObject { ["name"] = "own" }), ["containers"] = new JsonArray(Container("app", Public)) };
        var (_, pod) = await CreateAsync("blue", Pod(null, spec), dryRun: true);
        return pod["spec"]?["imagePullSecrets"] is JsonArray { Count: 2 };
    }

    /// <summary>Whether a pod that may not be is denied now.</summary>
    public async Task<bool> IsDeniedAsync() => (await CreateAsync("red", Pod(null, Private), dryRun: true)).Status == HttpStatusCode.Forbidden;

    /// <summary>Creates a pod.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Body)> CreateAsync(string ns, JsonNode pod, bool dryRun = false)
    {
        var (status, body) = await Cluster.Admin.TrySendAsync(HttpMethod.Post, $"/api/v1/namespaces/{ns}/pods{(dryRun ? "?dryRun=All" : "")}", JsonContent.Create(pod), Cancellation);
        return (status, JsonNode.Parse(body)!);
    }

    /// <summary>A pod with one container; null: the API server names it.</summary>
    public static JsonObject Pod(string? name, string image) => Pod(name, new JsonObject { ["containers"] = new JsonArray(Container("app", image)) });

    public static JsonObject Pod(string? name, JsonObject spec) => new()
    {
        ["metadata"] = name is null ? new JsonObject { ["generateName"] = "pod-" } : new JsonObject { ["name"] = name },
        ["spec"] = spec,
    };

    public static JsonObject Container(string name, string image) => new() { ["name"] = name, ["image"] = image };

    public async ValueTask DisposeAsync()
    {
        // What did not come up need not come down; the first failure is the one to see.
        if (Host is not null) await Host.DisposeAsync();
        if (Cluster is not null) await Cluster.DisposeAsync();
        if (Registry is not null) await Registry.DisposeAsync();
    }
}
