using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Audit;
using Roadstead.Server.ManagedHarbors.Objects;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Permissions;

/// <summary>
/// Two workspaces: <c>blue</c>, which everything is about, and <c>red</c>, whose admin is the stranger. The registries' addresses answer nothing:
/// who may call is decided before anybody looks there.
/// </summary>
public sealed class PermissionWorld : IAsyncDisposable
{
    private readonly RoadsteadHost host;
    private int fresh;

    private PermissionWorld(RoadsteadHost host) => this.host = host;

    public IReadOnlyDictionary<string, HttpClient> Callers { get; private set; } = null!;

    public RoadsteadHost Host => host;

    public Guid SpaceId { get; private set; }

    public static async Task<PermissionWorld> StartAsync()
    {
        var host = await RoadsteadHost.StartAsync();
        var world = new PermissionWorld(host);
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "lab", kind = "standalone" });
        foreach (var name in new[] { "blue", "red" })
        {
            await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name });
            await host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/workspaces/{name}/namespaces/lab/{name}-dev");
        }

        world.Callers = new Dictionary<string, HttpClient>
        {
            ["anonymous"] = host.Anonymous,
            ["stranger"] = await host.UserAsync("stranger", "red", "admin"),
            ["viewer"] = await host.UserAsync("viewer", "blue", "viewer"),
            ["editor"] = await host.UserAsync("editor", "blue", "editor"),
            ["admin"] = await host.UserAsync("blue-admin", "blue", "admin"),
            ["platform"] = host.Admin,
        };
        await host.UserAsync("extra", "blue", "viewer");
        await world.AddRegistryAsync("hub", null);
        await world.AddRegistryAsync("own", "blue");
        world.SpaceId = await world.AddSpaceAsync("team-a");
        await world.AddHarborAsync("extra");
        return world;
    }

    /// <summary>The path of a call about the world's own objects; for what a call takes away, a fresh one each time.</summary>
    public async Task<string> PathAsync(string method, string route, string caller)
    {
        var path = (method, route) switch
        {
            ("DELETE", "/tokens/{id}") when caller != "anonymous" => $"/tokens/{(await Callers[caller].SendOkAsync(HttpMethod.Post, "/api/v1/tokens", new { name = "gone" }))["id"]}",
            ("DELETE", "/users/{name}/tokens/{id}") when caller == "platform" => $"/users/admin/tokens/{(await Callers[caller].SendOkAsync(HttpMethod.Post, "/api/v1/tokens", new { name = "gone" }))["id"]}",
            (_, "/tokens/{id}") => $"/tokens/{Guid.NewGuid()}",
            ("DELETE", "/users/{name}") when caller == "platform" => $"/users/{await FreshUserAsync()}",
            ("DELETE", "/clusters/{c}") when caller == "platform" => $"/clusters/{await FreshAsync("/clusters", new { kind = "standalone" })}",
            ("DELETE", "/workspaces/{w}") when caller == "platform" => $"/workspaces/{await FreshAsync("/workspaces", new { })}",
            ("DELETE", "/workspaces/{w}/members/{user}") when caller is "admin" or "platform" => $"/workspaces/blue/members/{await FreshMemberAsync()}",
            ("DELETE", "/workspaces/{w}/namespaces/{cluster}/{namespace}") => $"/workspaces/blue/namespaces/lab/{await FreshNamespaceAsync()}",
            ("DELETE", "/registries/{r}") => $"/registries/{await AddRegistryAsync(Fresh(), null)}",
            ("DELETE", "/workspaces/{w}/registries/{r}") => $"/workspaces/blue/registries/{await AddRegistryAsync(Fresh(), "blue")}",
            ("DELETE", "/removed-hosts/{host}") => $"/removed-hosts/{await FreshRemovedHostAsync(null)}",
            ("DELETE", "/workspaces/{w}/removed-hosts/{host}") => $"/workspaces/blue/removed-hosts/{await FreshRemovedHostAsync("blue")}",
            ("DELETE", "/leaving-registries/{id}") => $"/leaving-registries/{await FreshLeavingRegistryAsync()}",
            ("DELETE", "/leaving-clusters/{id}") => $"/leaving-clusters/{await FreshLeavingClusterAsync()}",
            ("DELETE", "/managed-harbors/{cluster}/{namespace}/{name}") => $"/managed-harbors/lab/blue-dev/{await AddHarborAsync(Fresh())}",
            ("DELETE", "/spaces/{id}") => $"/spaces/{await AddSpaceAsync(Fresh())}",
            ("DELETE", "/spaces/{id}/workspaces/{w}") => $"/spaces/{await AddSpaceAsync(Fresh())}/workspaces/blue",
            _ => route,
        };
        return "/api/v1" + path
            .Replace("{w}", "blue", StringComparison.Ordinal).Replace("{c}", "lab", StringComparison.Ordinal).Replace("{cluster}", "lab", StringComparison.Ordinal)
            .Replace("{namespace}", "blue-dev", StringComparison.Ordinal).Replace("{user}", "extra", StringComparison.Ordinal).Replace("{name}", "extra", StringComparison.Ordinal)
            .Replace("{id}", SpaceId.ToString(), StringComparison.Ordinal)
            .Replace("{r}", route.StartsWith("/workspaces", StringComparison.Ordinal) ? "own" : "hub", StringComparison.Ordinal)
            + Query(route);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static string Query(string route) => route switch
    {
        "/access" => "?cluster=lab&namespace=blue-dev&image=hub.test/team-a/app:1",
        "/audit/export" => "?q=nothing-like-it",
        "/images/artifact" => "?image=hub.test/team-a/app&reference=1",
        "/namespaces/{cluster}/{namespace}/tags" => "?image=hub.test/team-a/app",
        "/spaces/{id}/impact" => "?action=delete",
        _ when route.EndsWith("/impact", StringComparison.Ordinal) => "?action=remove",
        _ => "",
    };

    private string Fresh() => $"fresh-{++fresh}";

    private async Task<string> FreshAsync(string collection, object more)
    {
        var name = Fresh();
        var body = System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject();
        body["name"] = name;
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1" + collection, body);
        return name;
    }

    private async Task<string> FreshUserAsync()
    {
        var name = Fresh();
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/users", new { name, password = $"password of {name}" });
        return name;
    }

    private async Task<string> FreshMemberAsync()
    {
        var name = await FreshUserAsync();
        await host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/workspaces/blue/members/{name}", new { role = "viewer" });
        return name;
    }

    private async Task<string> FreshNamespaceAsync()
    {
        var name = Fresh();
        await host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/workspaces/blue/namespaces/lab/{name}");
        return name;
    }

    private async Task<string> FreshRemovedHostAsync(string? workspace)
    {
        var name = $"{Fresh()}.test";
        await ChangeAsync((db, workspaces) => db.RemovedHosts.Add(new RemovedHost
        {
            Host = name,
            Registry = "gone",
            WorkspaceId = workspace is null ? null : workspaces[workspace],
            RemovedAt = DateTimeOffset.UnixEpoch,
        }));
        return name;
    }

    // Nobody can read its kubeconfig, so nobody gets to leave it.
    private async Task<Guid> FreshLeavingRegistryAsync()
    {
        var id = Guid.NewGuid();
        await ChangeAsync((db, _) => db.LeavingRegistries.Add(new LeavingRegistry { Id = id, Name = Fresh(), Url = "https://gone.test", LeftAt = DateTimeOffset.UtcNow }));
        return id;
    }

    private async Task<Guid> FreshLeavingClusterAsync()
    {
        var id = Guid.NewGuid();
        await ChangeAsync((db, _) => db.LeavingClusters.Add(new LeavingCluster { Id = id, Name = Fresh(), Server = "https://gone.test", KubeconfigCipher = [1], LeftAt = DateTimeOffset.UtcNow }));
        return id;
    }

    private async Task<string> AddRegistryAsync(string name, string? workspace)
    {
        await ChangeAsync((db, workspaces) =>
        {
            var registry = new Registry
            {
                Name = name,
                DisplayName = name,
                Type = RegistryType.DockerRegistry,
                WorkspaceId = workspace is null ? null : workspaces[workspace],
                Url = $"https://{name}.test",
                Delivery = Delivery.None,
                CreatedAt = DateTimeOffset.UnixEpoch,
            };
            registry.Hosts.Add(new RegistryHost { RegistryId = registry.Id, Host = $"{name}.test", WorkspaceId = registry.WorkspaceId });
            db.Registries.Add(registry);
        });
        return name;
    }

    // Its cluster is none that anything could run in: nobody gets to make it so.
    private async Task<string> AddHarborAsync(string name)
    {
        var settings = new HarborSettings("2.6.2", "https://harbor.test", null, 1, new HarborVolume("1Gi"), null, null, false);
        await ChangeAsync((db, _) => db.ManagedHarbors.Add(new ManagedHarbor { Cluster = "lab", Namespace = "blue-dev", Name = name, Made = true, Settings = HarborSettingsJson.Write(settings), CreatedAt = DateTimeOffset.UnixEpoch }));
        return name;
    }

    private async Task<Guid> AddSpaceAsync(string name)
    {
        var space = new Space { Name = name, Prefix = name, Visibility = Visibility.Private, CreatedAt = DateTimeOffset.UnixEpoch };
        await ChangeAsync((db, workspaces) =>
        {
            space.RegistryId = db.Registries.Single(registry => registry.Name == "hub").Id;
            space.Bindings.Add(new Binding { SpaceId = space.Id, WorkspaceId = workspaces["blue"], CreatedAt = DateTimeOffset.UnixEpoch });
            db.Spaces.Add(space);
        });
        return space.Id;
    }

    private async Task ChangeAsync(Action<RoadsteadDb, IReadOnlyDictionary<string, Guid>> change)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<RoadsteadDb>>().CreateDbContextAsync(cancellationToken);
        change(db, await db.Workspaces.ToDictionaryAsync(workspace => workspace.Name, workspace => workspace.Id, cancellationToken));
        var result = await host.Services.GetRequiredService<ChangeService>().CommitAsync(db, new AuditDraft("test.arrange", "world"), cancellationToken);
        Assert.True(result.IsCommitted, result.ToString());
    }
}
