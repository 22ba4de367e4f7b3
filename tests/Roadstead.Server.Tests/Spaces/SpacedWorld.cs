using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Console;
using Roadstead.Registries;
using Roadstead.Server.Spaces.Sync;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Server.Tests.Registries;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Spaces;

/// <summary>A platform registry with spaces of its own, two workspaces with a namespace each.</summary>
internal sealed class SpacedWorld : IAsyncDisposable
{
    private readonly HttpServer server;
    private readonly string dataDirectory = Directory.CreateTempSubdirectory("roadstead-test-").FullName;

    private SpacedWorld(HttpServer server) => this.server = server;

    public RoadsteadHost Host { get; private set; } = null!;

    public SpacedRegistry Registry { get; private init; } = new();

    public static Task<SpacedWorld> StartAsync(Action<SpacedRegistry>? before = null) => StartAsync(FakeRegistry.Harbor, new SpacedRegistry(), before);

    /// <summary>The same with a registry that has no mark of who may pull from a space.</summary>
    /// <param name="before">What it has when it is integrated.</param>
    /// <param name="imageHosts">As the API takes them.</param>
    public static Task<SpacedWorld> StartUnmarkedAsync(Action<SpacedRegistry>? before = null, params string[] imageHosts) =>
        StartAsync(FakeRegistry.Artifactory, new SpacedRegistry { Type = RegistryType.Artifactory, HasMarks = false, RequiresLogin = false, Capabilities = ["create-space", "delete-space"] }, before, imageHosts);

    private static async Task<SpacedWorld> StartAsync(RequestDelegate answers, SpacedRegistry registry, Action<SpacedRegistry>? before, params string[] imageHosts)
    {
        var world = new SpacedWorld(await HttpServer.StartAsync(answers)) { Registry = registry };
        before?.Invoke(world.Registry);
        await world.StartHostAsync();
        var admin = world.Host.Admin;
        await admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries", new { name = "port", type = WireName.Of(registry.Type), url = registry.Type == RegistryType.Artifactory ? new Uri(world.server.Url, "artifactory") : world.server.Url, username = "admin", password = "secret of the port", imageHosts });
        await admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "lab", kind = "standalone" });
        foreach (var name in new[] { "blue", "red" })
        {
            await admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name });
            await admin.SendOkAsync(HttpMethod.Put, $"/api/v1/workspaces/{name}/namespaces/lab/{name}-dev");
        }

        return world;
    }

    /// <summary>Ends the server and starts it again on the same data.</summary>
    /// <param name="meanwhile">What happens while it is down.</param>
    public async Task RestartAsync(Action? meanwhile = null)
    {
        await Host.DisposeAsync();
        meanwhile?.Invoke();
        await StartHostAsync();
    }

    /// <summary>The host of the registry's address.</summary>
    public string RegistryHost => server.Url.Authority;

    /// <summary>The explanation of whether the namespace of a workspace may use an image.</summary>
    public Task<JsonNode> ExplainAsync(string workspace, string image) => Host.Admin.GetOkAsync($"/api/v1/access?cluster=lab&namespace={workspace}-dev&image={Uri.EscapeDataString(image)}");

    /// <summary>The space of this name; null when there is none.</summary>
    public async Task<JsonNode?> FindAsync(string name) =>
        (await Host.Admin.GetOkAsync($"/api/v1/registries/port/spaces?limit=500&q={Uri.EscapeDataString(name)}"))["items"]!.AsArray().SingleOrDefault(space => (string?)space!["name"] == name);

    public Task<JsonNode> CreateAsync(string name, string visibility, long? quotaBytes = null) =>
        Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/port/spaces", new { name, visibility, quotaBytes });

    public Task<JsonNode> EditAsync(JsonNode space, object edit) => Host.Admin.SendOkAsync(HttpMethod.Patch, $"/api/v1/spaces/{space["id"]}", edit);

    public Task DeleteAsync(JsonNode space) => Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/spaces/{space["id"]}");

    public Task BindAsync(JsonNode space, string workspace) => Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{space["id"]}/workspaces/{workspace}");

    /// <summary>Waits until the space of this name is as said, and decided by as it is; it.</summary>
    public async Task<JsonNode> BecomesAsync(string name, Func<JsonNode, bool> condition, string what)
    {
        JsonNode? last = null;
        try
        {
            await Eventually.TrueAsync(async () => (last = await FindAsync(name)) is not null && condition(last), what, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message} Last: {last?.ToJsonString()}");
        }

        await Host.PublishedAsync();
        return last!;
    }

    public Task<JsonNode> BecomesAsync(string name, string state, string? reason = null) =>
        BecomesAsync(name, space => (string?)space["state"] == state && (reason is null || (string?)space["reason"] == reason), $"{name} is {state} {reason}");

    public Task GoesAsync(string name) => Eventually.TrueAsync(async () => await FindAsync(name) is null, $"{name} is gone", TestContext.Current.CancellationToken);

    /// <summary>Looks at the registry now.</summary>
    public async Task LookAsync()
    {
        var sync = Host.Services.GetRequiredService<ISpaceSync>();
        var id = (Guid)(await Host.Admin.GetOkAsync("/api/v1/registries/port"))["id"]!;
        var before = sync.SeenAt(id);
        sync.Request(id);
        await Eventually.TrueAsync(() => sync.SeenAt(id) > before || (before is null && sync.SeenAt(id) is not null), "the registry is looked at", TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until what was done in the background is decided by: it is published a moment after it shows.</summary>
    public Task OpensAsync(string workspace, string repository) => Eventually.TrueAsync(() => MayAsync(workspace, repository), $"{workspace} may pull {repository}", TestContext.Current.CancellationToken);

    /// <summary>The same for what closes.</summary>
    public Task ClosesAsync(string workspace, string repository) =>
        Eventually.TrueAsync(async () => !await MayAsync(workspace, repository), $"{workspace} may no longer pull {repository}", TestContext.Current.CancellationToken);

    public async Task<bool> MayAsync(string workspace, string repository) =>
        (bool)(await Host.Admin.GetOkAsync($"/api/v1/access?cluster=lab&namespace={workspace}-dev&image={server.Url.Authority}/{repository}:1"))["allowed"]!;

    public async Task<IReadOnlyList<(string Actor, string Action)>> AuditAsync(string space) =>
        [.. (await Host.Admin.GetOkAsync($"/api/v1/audit?object=port/{space}&limit=500"))["items"]!.AsArray().Select(item => ((string)item!["actor"]!, (string)item["action"]!))];

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await server.DisposeAsync();
        Directory.Delete(dataDirectory, recursive: true);
    }

    private async Task StartHostAsync()
    {
        Host = await MakeHostAsync();
        Registry.Services = Host.Services;
    }

    private Task<RoadsteadHost> MakeHostAsync() => RoadsteadHost.StartAsync(
        new Dictionary<string, string?> { ["SpaceSync:Interval"] = "00:00:01", ["SpaceSync:RetryRefusedAfter"] = "00:00:01" },
        dataDirectory,
        builder => builder.Host.UseServiceProviderFactory(new OwnProduct(Registry)));

    // Of the products that the server knows, this one is the test's.
    private sealed class OwnProduct(SpacedRegistry registry) : IServiceProviderFactory<IServiceCollection>
    {
        public IServiceCollection CreateBuilder(IServiceCollection services) => services;

        public IServiceProvider CreateServiceProvider(IServiceCollection containerBuilder)
        {
            foreach (var other in containerBuilder.Where(service => service.ServiceType == typeof(IRegistryDriverFactory) && service.ImplementationType?.Name.StartsWith(registry.Type.ToString(), StringComparison.Ordinal) == true).ToList())
                containerBuilder.Remove(other);
            return containerBuilder.AddSingleton<IRegistryDriverFactory>(registry).BuildServiceProvider();
        }
    }
}
