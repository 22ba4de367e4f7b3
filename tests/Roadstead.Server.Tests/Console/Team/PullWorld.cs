using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Registries.Connections;
using Roadstead.Server.Tests.Gateway;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Harbor;

namespace Roadstead.Server.Tests.Console.Team;

/// <summary>
/// A server with a registry of each way to pull: <c>vault</c> by the gateway, <c>trusting</c> by the token service, <c>harbor</c> by robots, <c>open</c> without a login. <c>blue</c> is bound to a
/// private space of each of the first three; <c>vic</c> is its viewer.
/// </summary>
public sealed class PullWorld : DoorsWorld
{
    private DockerRegistryProcess? trusting;
    private DockerRegistryProcess? open;

    public FakeHarbor Harbor { get; private set; } = null!;

    public string TrustingHost => trusting!.Url.Authority;

    public string OpenHost => open!.Url.Authority;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (await Host.UserAsync("vic", "blue")).Dispose();
        await AddTrustingAsync();
        await AddHarborAsync();
        open = await DockerRegistryProcess.StartAsync(cancellationToken: Cancellation);
        using (var images = open.Images())
            await images.PushAsync("tools/curl", "8", cancellationToken: Cancellation);
        await PostAsync("/api/v1/workspaces/blue/registries", new { name = "tools", type = "docker-registry", url = open.Url.ToString() });
        foreach (var registry in new[] { "/registries/vault", "/registries/trusting", "/registries/harbor", "/workspaces/blue/registries/tools" })
        {
            await Eventually.TrueAsync(
                async () => (await Host.Admin.GetOkAsync($"/api/v1{registry}/overview"))["index"]!["state"]!.GetValue<string>() == "ready", $"{registry} is crawled", Cancellation);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Harbor is not null) await Harbor.DisposeAsync();
        if (trusting is not null) await trusting.DisposeAsync();
        if (open is not null) await open.DisposeAsync();
    }

    private async Task AddTrustingAsync()
    {
        const string service = "trusting-registry";
        var certificates = await Host.Anonymous.GetStringAsync("/token/certificate", Cancellation);
        trusting = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { TokenAuth = new DockerRegistryTokenAuth($"{Host.Url}token", service, "roadstead", certificates) }, Cancellation);
        var sign = Host.Services.GetRequiredService<ITokenSigner>().SignerFor(service);
        using (var images = new TestImages(trusting.Url, bearer: repository => sign([$"repository:{repository}:pull,push"])))
            await images.PushAsync("team-t/app", "v1", cancellationToken: Cancellation);
        await PostAsync("/api/v1/registries", new { name = "trusting", type = "docker-registry", url = trusting.Url.ToString() });
        await BindAsync(await SpaceAsync("trusting", "team-t", "private"), "blue");
    }

    private async Task AddHarborAsync()
    {
        Harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WrongPasswordDelay = TimeSpan.Zero });
        using var images = Harbor.Images();
        foreach (var (project, isPublic) in new[] { ("alpha", false), ("everybody", true) })
        {
            Harbor.CreateProject(project, isPublic);
            await images.PushAsync($"{project}/app", "v1", cancellationToken: Cancellation);
        }

        await PostAsync("/api/v1/registries", new { name = "harbor", type = "harbor", url = Harbor.Url.ToString(), username = Harbor.Admin.Username, password = Harbor.Admin.Password });
        JsonNode? space = null;
        await Eventually.TrueAsync(
            async () => (space = (await Host.Admin.GetOkAsync("/api/v1/registries/harbor/spaces"))["items"]!.AsArray().SingleOrDefault(one => (string?)one!["name"] == "alpha")) is not null,
            "Harbor's projects are known", Cancellation);
        await BindAsync(space!["id"]!.GetValue<string>(), "blue");
    }
}
