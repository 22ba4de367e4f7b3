using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Server.Tests.Registries;

namespace Roadstead.Server.Tests.Console.Pages;

/// <summary>A platform with a little of everything, on a real registry: registry "images" with the space "team-a", bound to "payments"; mia is a viewer there, ole its admin.</summary>
public sealed class PlatformWorld : IAsyncLifetime
{
    public RegistryFixture Registries { get; } = new();

    public RoadsteadHost Host { get; private set; } = null!;

    public string SpaceId { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Registries.InitializeAsync();
        Host = await RoadsteadHost.StartAsync();
        await Host.Admin.IntegrateAsync(RegistryCalls.Body("images", Registries.Locked.Url, RegistryFixture.Username, RegistryFixture.Password));
        await Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "prod", kind = "standalone" });
        await Host.WorkspaceAsync("payments");
        await Host.WorkspaceAsync("search");
        await Host.Admin.SendOkAsync(HttpMethod.Put, "/api/v1/workspaces/payments/namespaces/prod/payments-api");
        (await Host.UserAsync("mia", "payments")).Dispose();
        (await Host.UserAsync("ole", "payments", "admin")).Dispose();
        await Host.Admin.IntegrateAsync(RegistryCalls.Body("lab", Registries.Open.Url), "payments");
        SpaceId = (string)(await SpaceAsync("team-a", "private"))["id"]!;
        await Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{SpaceId}/workspaces", new { workspaces = new[] { "payments" } });
    }

    /// <summary>A further space of the registry.</summary>
    public Task<JsonNode> SpaceAsync(string name, string visibility) =>
        Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/images/spaces", new { name, visibility });

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Registries.DisposeAsync();
    }
}
