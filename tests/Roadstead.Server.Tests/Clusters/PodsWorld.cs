using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Audit;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Server.Tests.Clusters;

/// <summary>
/// A real cluster <c>prod</c>, the registry <c>hub</c> at a host of its own with a private space team-a (bound to the workspace <c>blue</c>) and a public one,
/// and two namespaces: one of blue and one of nobody. Pods run because their status says so: that needs no node.
/// The cluster is shared, and Roadstead sees the pods of all worlds: none uses another's host, or it would count there.
/// </summary>
internal sealed class PodsWorld : IAsyncDisposable
{
    private PodsWorld(RoadsteadHost host, KubernetesCluster cluster, string name) => (Host, Cluster, Hub, Bound, Free) = (host, cluster, $"{name}.test", $"{name}-bound", $"{name}-free");

    public RoadsteadHost Host { get; }

    public KubernetesCluster Cluster { get; }

    /// <summary>The registry's host.</summary>
    public string Hub { get; }

    /// <summary>The namespace of blue.</summary>
    public string Bound { get; }

    /// <summary>The namespace of nobody.</summary>
    public string Free { get; }

    public Guid Registry { get; private set; }

    public Guid TeamA { get; private set; }

    public Guid Shared { get; private set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<PodsWorld> StartAsync(KubernetesCluster cluster, string name)
    {
        var world = new PodsWorld(await ClusterCalls.StartAsync(), cluster, name);
        await cluster.CreateNamespaceAsync(world.Bound, Cancel);
        await cluster.CreateNamespaceAsync(world.Free, Cancel);
        await world.Host.ConnectAsync(cluster);
        await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "blue" });
        await world.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/workspaces/blue/namespaces/prod/{world.Bound}");
        await world.AddRegistryAsync();
        return world;
    }

    public IClusterConnections Connections => Host.Services.GetRequiredService<IClusterConnections>();

    /// <summary>Makes a pod; it is in this phase when this returns, and Roadstead has seen that.</summary>
    public async Task RunAsync(string ns, string name, string image, string phase = "Running", JsonObject? status = null)
    {
        var pod = new JsonObject { ["metadata"] = new JsonObject { ["name"] = name }, ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "main", ["image"] = image }) } };
        await Cluster.Admin.CreateAsync($"/api/v1/namespaces/{ns}/pods", pod, Cancel);
        await SetStatusAsync(ns, name, phase, status);
    }

    public async Task SetStatusAsync(string ns, string name, string phase, JsonObject? status = null)
    {
        var patch = status ?? [];
        patch["phase"] = phase;
        var changed = await Cluster.Admin.PatchAsync($"/api/v1/namespaces/{ns}/pods/{name}/status", new JsonObject { ["status"] = patch }, Cancel);
        var version = (string)changed["metadata"]!["resourceVersion"]!;
        await Eventually.TrueAsync(() => Connections.Find("prod")!.Pods.Find(ns, name)?.Metadata.ResourceVersion == version, $"{ns}/{name} is seen as {phase}", Cancel);
    }

    /// <summary>Makes a deployment and lets its pods run; Roadstead has seen that.</summary>
    public async Task DeployAsync(string ns, string name, string image, int replicas)
    {
        var labels = new JsonObject { ["app"] = name };
        await Cluster.Admin.CreateAsync(
            $"/apis/apps/v1/namespaces/{ns}/deployments",
            new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = name },
                ["spec"] = new JsonObject
                {
                    ["replicas"] = replicas,
                    ["selector"] = new JsonObject { ["matchLabels"] = labels.DeepClone() },
                    ["template"] = new JsonObject
                    {
                        ["metadata"] = new JsonObject { ["labels"] = labels },
                        ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "main", ["image"] = image }) },
                    },
                },
            },
            Cancel);
        List<string> pods = [];
        await Eventually.TrueAsync(
            async () => (pods = [.. (await Cluster.Admin.GetAsync($"/api/v1/namespaces/{ns}/pods?labelSelector=app%3D{name}", Cancel))["items"]!.AsArray().Select(pod => (string)pod!["metadata"]!["name"]!)]).Count == replicas,
            $"{name} has its pods",
            Cancel);
        foreach (var pod in pods)
            await SetStatusAsync(ns, pod, "Running");
    }

    public async Task ChangeAsync(Action<RoadsteadDb> change)
    {
        await using var db = await Host.Services.GetRequiredService<IDbContextFactory<RoadsteadDb>>().CreateDbContextAsync(Cancel);
        change(db);
        var result = await Host.Services.GetRequiredService<ChangeService>().CommitAsync(db, new AuditDraft("test.arrange", "world"), Cancel);
        Assert.True(result.IsCommitted, result.ToString());
    }

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();

    // Nothing answers at its host, and nothing needs to: what names mean is decided without it.
    private Task AddRegistryAsync() => ChangeAsync(db =>
    {
        var blue = db.Workspaces.Single(workspace => workspace.Name == "blue");
        var registry = new Registry { Name = "hub", DisplayName = "hub", Type = RegistryType.DockerRegistry, Url = $"https://{Hub}", Delivery = Delivery.None, CreatedAt = DateTimeOffset.UnixEpoch };
        registry.Hosts.Add(new RegistryHost { RegistryId = registry.Id, Host = Hub });
        db.Registries.Add(registry);
        var teamA = new Space { RegistryId = registry.Id, Name = "team-a", Prefix = "team-a", Visibility = Visibility.Private, CreatedAt = DateTimeOffset.UnixEpoch };
        teamA.Bindings.Add(new Binding { SpaceId = teamA.Id, WorkspaceId = blue.Id, CreatedAt = DateTimeOffset.UnixEpoch });
        var shared = new Space { RegistryId = registry.Id, Name = "shared", Prefix = "shared", Visibility = Visibility.Public, CreatedAt = DateTimeOffset.UnixEpoch };
        db.Spaces.AddRange(teamA, shared);
        (Registry, TeamA, Shared) = (registry.Id, teamA.Id, shared.Id);
    });
}
