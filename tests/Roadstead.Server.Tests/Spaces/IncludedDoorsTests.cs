using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries;
using Roadstead.Registries.Distribution;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Spaces;

/// <summary>A public space that includes a private one opens nothing, at any door. The images are in a real registry.</summary>
public sealed class IncludedDoorsTests : IAsyncLifetime
{
    private DockerRegistryProcess images = null!;
    private SpacedWorld world = null!;
    private PushedImage secret = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        images = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings(), Cancel);
        using (var push = images.Images())
        {
            secret = await push.PushAsync("vault/app", "v1", new TestImage { Layers = ["secret"] }, Cancel);
            await push.PushAsync("local/open", "v1", new TestImage { Layers = ["open"] }, Cancel);
        }

        world = await SpacedWorld.StartUnmarkedAsync(registry =>
        {
            registry.Images = services => services.GetServices<IRegistryDriverFactory>().Single(factory => factory.Type == RegistryType.DockerRegistry)
                .Create(new RegistryEndpoint(images.Url, null, null, false, new AddressPolicy { AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")] }));
            registry.Put("vault", false);
            registry.Put("local", false);
            registry.Put("all", false);
            registry.Change("all", space => space with { Includes = ["local", "vault"] });
        });
    }

    [Fact]
    public async Task A_public_space_over_a_private_one_opens_nothing_at_any_door()
    {
        var all = await world.BecomesAsync("all", "ready");
        foreach (var name in new[] { "local", "vault" })
            await world.EditAsync((await world.FindAsync(name))!, new { visibility = "public" });
        await world.EditAsync(all, new { visibility = "public" });

        // Open: everybody sees and gets it by both names.
        Assert.True(await world.MayAsync("blue", "all/app"));
        await Eventually.TrueAsync(async () => (await ChosenAsync("blue")).SequenceEqual([Name("all/app"), Name("all/open"), Name("local/open"), Name("vault/app")]), "the index knows all", Cancel);
        Assert.Equal(HttpStatusCode.OK, await PullAsync("blue", "port/all/app/manifests/v1"));
        Assert.Equal(HttpStatusCode.OK, await PullAsync("blue", $"port/all/app/blobs/{secret.Blobs.Keys.First()}"));

        var vault = (await world.FindAsync("vault"))!;
        await world.EditAsync(vault, new { visibility = "private" });

        Assert.False(await world.MayAsync("blue", "all/app"));
        Assert.Equal([Name("local/open")], await ChosenAsync("blue"));
        foreach (var path in new[] { "manifests/v1", $"manifests/{secret.Digest}", $"blobs/{secret.Blobs.Keys.First()}", "tags/list" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await PullAsync("blue", $"port/all/app/{path}"));
            Assert.Equal(HttpStatusCode.Forbidden, await PullAsync("blue", $"port/vault/app/{path}"));
        }

        Assert.Equal(HttpStatusCode.OK, await PullAsync("blue", "port/local/open/manifests/v1"));

        // Bound to the one below, the one above opens to those alone.
        await world.BindAsync(vault, "red");
        Assert.Equal(HttpStatusCode.OK, await PullAsync("red", "port/all/app/manifests/v1"));
        Assert.Contains(Name("all/app"), await ChosenAsync("red"));
        Assert.Equal(HttpStatusCode.Forbidden, await PullAsync("blue", "port/all/app/manifests/v1"));
        Assert.DoesNotContain(Name("all/app"), await ChosenAsync("blue"));
    }

    [Fact]
    public async Task A_further_name_of_a_space_opens_no_more_than_the_space()
    {
        world.Registry.Change("vault", space => space with { Aliases = ["vault-cache"] });
        var vault = await world.BecomesAsync("vault", space => space["aliases"]!.AsArray().Count == 1, "the name is seen");

        Assert.Equal(HttpStatusCode.Forbidden, await PullAsync("blue", "port/vault-cache/app/manifests/v1"));

        await world.BindAsync(vault, "blue");
        Assert.Equal(HttpStatusCode.OK, await PullAsync("blue", "port/vault-cache/app/manifests/v1"));
        Assert.Equal(HttpStatusCode.Forbidden, await PullAsync("red", "port/vault-cache/app/manifests/v1"));
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await images.DisposeAsync();
    }

    private string Name(string path) => $"{world.Host.GatewayHost}/port/{path}";

    private async Task<List<string>> ChosenAsync(string workspace) =>
        [.. (await world.Host.Admin.GetOkAsync($"/api/v1/namespaces/lab/{workspace}-dev/images?limit=100"))["items"]!.AsArray().Select(image => (string)image!["image"]!).Order(StringComparer.Ordinal)];

    // With what the namespace's docker-config hands out.
    private async Task<HttpStatusCode> PullAsync(string workspace, string path)
    {
        var config = await world.Host.Admin.GetOkAsync($"/api/v1/namespaces/lab/{workspace}-dev/docker-config");
        Assert.Equal([world.Host.GatewayHost], config["auths"]!.AsObject().Select(auth => auth.Key));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v2/" + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", (string)config["auths"]![world.Host.GatewayHost]!["auth"]!);
        using var answer = await world.Host.Anonymous.SendAsync(request, Cancel);
        return answer.StatusCode;
    }
}
