using Roadstead.EndToEnd.Tests.Truth;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Slips;

/// <summary>What slips need besides <see cref="TruthWorld"/>: a registry of many names, one of a workspace's own, and one that was removed.</summary>
internal sealed class SlipWorld : IAsyncDisposable
{
    private readonly TestCertificates certificates = new();
    private DockerRegistryProcess? hub;
    private DockerRegistryProcess? own;
    private DockerRegistryProcess? removed;

    /// <summary>A name of the hub that only its integration declares.</summary>
    public const string HubHost = "hub.example.test";

    public string OwnHost => own!.Url.Authority;

    public string RemovedHost => removed!.Url.Authority;

    /// <summary>Adds them to a world; they go again with <see cref="DisposeAsync"/>.</summary>
    public static async Task<SlipWorld> StartAsync(TruthWorld world, CancellationToken cancellationToken)
    {
        var slips = new SlipWorld();
        try
        {
            await slips.AddAsync(world.Server.Admin, cancellationToken);
            return slips;
        }
        catch
        {
            await slips.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var registry in new[] { hub, own, removed }.OfType<DockerRegistryProcess>())
        {
            await registry.DisposeAsync();
        }

        certificates.Dispose();
    }

    private async Task AddAsync(ApiClient admin, CancellationToken cancellationToken)
    {
        using var certificate = certificates.Issue();
        hub = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Certificate = certificate }, cancellationToken);
        own = await StartAsync("app", cancellationToken);
        removed = await StartAsync($"{TruthWorld.PrivateSpace}/app", cancellationToken);

        // The hub stands for Docker Hub as well, as a mirror of it would.
        await admin.PostAsync(
            "/api/v1/registries",
            new { name = "hub", type = "docker-registry", url = Url(hub), imageHosts = new[] { hub.Url.Authority, HubHost, "docker.io" }, tls = new { caCertificate = certificates.AuthorityPem } },
            cancellationToken);
        await DivideAsync(admin, "hub", [TruthWorld.PrivateSpace, "library"], cancellationToken);
        await admin.PostAsync("/api/v1/workspaces/alpha/registries", new { name = "own", type = "docker-registry", url = Url(own) }, cancellationToken);
        await admin.PostAsync("/api/v1/registries", new { name = "removed", type = "docker-registry", url = Url(removed) }, cancellationToken);
        await DivideAsync(admin, "removed", [TruthWorld.PrivateSpace], cancellationToken);
        await admin.DeleteAsync("/api/v1/registries/removed", cancellationToken);
    }

    // Private spaces that are alpha's; what none of them holds is in no space.
    private static async Task DivideAsync(ApiClient admin, string registry, IReadOnlyList<string> spaces, CancellationToken cancellationToken)
    {
        foreach (var name in spaces)
        {
            var space = await admin.PostAsync($"/api/v1/registries/{registry}/spaces", new { name, visibility = "private" }, cancellationToken);
            await admin.PutAsync($"/api/v1/spaces/{space["id"]}/workspaces/alpha", null, cancellationToken);
        }

        var root = (await admin.ListAsync($"/api/v1/registries/{registry}/spaces", cancellationToken)).Single(space => (string?)space["name"] == "*");
        await admin.DeleteAsync($"/api/v1/spaces/{root["id"]}", cancellationToken);
    }

    private static async Task<DockerRegistryProcess> StartAsync(string repository, CancellationToken cancellationToken)
    {
        var registry = await DockerRegistryProcess.StartAsync(null, cancellationToken);
        using var images = registry.Images();
        await images.PushAsync(repository, "1", RunnableImage.Of(repository), cancellationToken);
        return registry;
    }

    private static string Url(DockerRegistryProcess registry) => registry.Url.GetLeftPart(UriPartial.Authority);
}
