using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Audit;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Harbor;

namespace Roadstead.Server.Tests.ManagedHarbors;

/// <summary>A server, the cluster of the collection, and a Harbor that answers at the address of what is made there: what the operator would have installed.</summary>
internal sealed class IntegrationWorld(RoadsteadHost host, OperatedCluster cluster, FakeHarbor harbor, string ns) : IAsyncDisposable
{
    public RoadsteadHost Host { get; } = host;

    public OperatedCluster Cluster { get; } = cluster;

    public FakeHarbor Harbor { get; } = harbor;

    public string Namespace { get; } = ns;

    /// <summary>The same Harbor under another host.</summary>
    public string UrlByName => $"{Harbor.Url.Scheme}://localhost:{Harbor.Url.Port}";

    public string Url => Harbor.Url.GetLeftPart(UriPartial.Authority);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<IntegrationWorld> StartAsync(OperatedCluster cluster, string ns, FakeHarborSettings? settings = null, string? dataDirectory = null)
    {
        var harbor = await FakeHarbor.StartAsync((settings ?? new FakeHarborSettings()) with { WithStorage = false, WrongPasswordDelay = TimeSpan.FromMilliseconds(50) });
        await cluster.NamespaceAsync(ns);
        return new IntegrationWorld(await cluster.StartAsync(dataDirectory: dataDirectory), cluster, harbor, ns);
    }

    /// <summary>Makes a Harbor here, which the operator then says is healthy.</summary>
    public async Task MakeAsync(string name, string? url = null)
    {
        var body = HarborCalls.Body(Namespace, name, url ?? Url);
        body["adminPassword"] = Harbor.Admin.Password;
        await Host.MakeAsync(body);
        await Host.InstanceAsync(Namespace, name, "creating");
        await Cluster.SayHealthyAsync(Namespace, name);
    }

    /// <summary>The same, until it is a registry; the registry.</summary>
    public async Task<JsonNode> IntegratedAsync(string name, string? url = null)
    {
        await MakeAsync(name, url);
        return await RegistryOfAsync(name);
    }

    /// <summary>Waits until a Harbor is a registry; the registry.</summary>
    public async Task<JsonNode> RegistryOfAsync(string name)
    {
        var harbor = await Host.IntegrationAsync(Namespace, name, "integrated");
        return await Host.Admin.GetOkAsync($"/api/v1/registries/{harbor["registry"]}");
    }

    /// <summary>A Harbor that somebody else made, ready.</summary>
    public async Task FindAsync(string name)
    {
        await Cluster.SecretAsync(Namespace, $"{name}-theirs", ("secret", Harbor.Admin.Password));
        await Cluster.MakeHarborAsync(Namespace, name, Url, $"{name}-theirs");
        await Cluster.SayHealthyAsync(Namespace, name);
        await Host.InstanceAsync(Namespace, name, "ready");
    }

    /// <summary>Waits until a check finds a registry healthy. Harbor refuses the right password as well for a moment after somebody tried a wrong one, as whoever still holds the old one may.</summary>
    public Task HealthyAsync(string registry) => EventuallyAsync(
        async () => (string?)(await Host.Admin.SendOkAsync(HttpMethod.Post, $"/api/v1/registries/{registry}/check"))["status"] == "healthy", $"{registry} is healthy");

    public async Task<string[]> RegistriesAsync() => [.. (await Host.Admin.GetOkAsync("/api/v1/registries"))["items"]!.AsArray().Select(item => (string)item!["name"]!)];

    public async Task<string[]> RemovedHostsAsync() => [.. (await Host.Admin.GetOkAsync("/api/v1/removed-hosts"))["items"]!.AsArray().Select(item => (string)item!["host"]!)];

    /// <summary>Gives the registry a private space that the workspace <c>blue</c> is bound to, and blue the namespace; the space.</summary>
    public async Task<Guid> BindAsync(string registry)
    {
        await Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "blue" });
        await Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/workspaces/blue/namespaces/lab/{Namespace}");
        var id = Guid.CreateVersion7();
        await ChangeAsync(db =>
        {
            var space = new Space { Id = id, RegistryId = db.Registries.Single(row => row.Name == registry).Id, Name = "bound", Prefix = "bound", Visibility = Visibility.Private, CreatedAt = DateTimeOffset.UnixEpoch };
            space.Bindings.Add(new Binding { SpaceId = id, WorkspaceId = db.Workspaces.Single(row => row.Name == "blue").Id, CreatedAt = DateTimeOffset.UnixEpoch });
            db.Spaces.Add(space);
        });
        return id;
    }

    /// <summary>A pod that runs an image of the space that <see cref="BindAsync"/> made.</summary>
    public async Task RunPodAsync(string name)
    {
        await Cluster.Cluster.Admin.ApplyAsync($"/api/v1/namespaces/{Namespace}/serviceaccounts/default", "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: default\n", Cancel);
        await Cluster.Cluster.Admin.CreateAsync(
            $"/api/v1/namespaces/{Namespace}/pods",
            new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = name },
                ["spec"] = new JsonObject { ["automountServiceAccountToken"] = false, ["containers"] = new JsonArray(new JsonObject { ["name"] = "main", ["image"] = $"{Harbor.Host}/bound/app:1" }) },
            },
            Cancel);
        await Cluster.Cluster.Admin.PatchAsync($"/api/v1/namespaces/{Namespace}/pods/{name}/status", JsonNode.Parse("""{"status":{"phase":"Running"}}""")!, Cancel);
    }

    public async Task ChangeAsync(Action<RoadsteadDb> change)
    {
        await using var db = await Host.Services.GetRequiredService<IDbContextFactory<RoadsteadDb>>().CreateDbContextAsync(Cancel);
        change(db);
        var result = await Host.Services.GetRequiredService<ChangeService>().CommitAsync(db, new AuditDraft("test.arrange", "world"), Cancel);
        Assert.True(result.IsCommitted, result.ToString());
    }

    public Task EventuallyAsync(Func<Task<bool>> condition, string what) => Eventually.TrueAsync(condition, what, Cancel, TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Harbor.DisposeAsync();
    }
}
