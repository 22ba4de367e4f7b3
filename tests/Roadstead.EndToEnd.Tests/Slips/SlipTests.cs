using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Roadstead.EndToEnd.Tests.Truth;

namespace Roadstead.EndToEnd.Tests.Slips;

/// <summary>Other ways of writing what one may not run. None passes a real API server.</summary>
[Collection(TruthGroup.Name)]
public sealed class SlipTests(TruthWorld world) : IAsyncLifetime
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private SlipWorld? slips;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Other_names_of_a_private_space_are_refused_where_it_is_not_bound()
    {
        await world.SetAsync("enforce", "allow");
        var hub = SlipWorld.HubHost;
        string[] images =
        [
            // The plain name first: it is what all the others stand for.
            $"{hub}/team-a/app:1",
            $"{hub.ToUpperInvariant()}/team-a/app:1",
            "Hub.Example.Test/team-a/app:1",
            $"{hub}:443/team-a/app:1",
            $"{hub}:0443/team-a/app:1",
            $"HUB.example.test:443/team-a/app:1@{Digest}",
            $"{hub}/team-a/app:no-such-tag@{Digest}",
            $"{hub}/team-a/app@{Digest}",
            $"{hub}/team-a/deeper/app",
            $"{hub}/team-a",

            // Docker Hub, by all that it is called.
            "nginx", "nginx:1", "library/nginx", "docker.io/nginx", "docker.io/library/nginx", "index.docker.io/library/nginx", "index.docker.io/nginx",
            "registry-1.docker.io/library/nginx", "registry.hub.docker.com/library/nginx", "DOCKER.io/library/nginx", "docker.io:443/library/nginx",
            "team-a/app", $"nginx@{Digest}", $"nginx:1@{Digest}",

            // By the gateway and directly.
            world.Image(ImageKind.Private, Via.Gateway, "fresh"),
            $"{world.Registries[Via.Gateway].Url.Authority}/team-a/fresh:1",
            $"{world.Server.GatewayHost}/open/team-a/fresh:1",
            $"{world.Server.GatewayHost}/{TruthRegistries.Service}/team-a/fresh:1",
            world.Image(ImageKind.Private, Via.Open, "fresh").Replace(":1", $"@{Digest}", StringComparison.Ordinal),
        ];

        await RefusedAsync(Standing.Unbound, images);
        await RefusedAsync(Standing.NoWorkspace, images);
        await TakenAsync(Standing.Bound, images);
    }

    [Fact]
    public async Task A_registry_of_plain_http_is_the_same_with_port_80()
    {
        // Its own address has a port; a name that its integration declares has none.
        await world.Server.Admin.PatchAsync("/api/v1/registries/open", new { imageHosts = new[] { world.Registries[Via.Open].Url.Authority, "plain.example.test" } }, Cancellation);
        await world.SetAsync("enforce", "allow");

        await RefusedAsync(Standing.Unbound, ["plain.example.test/team-a/fresh:1", "plain.example.test:80/team-a/fresh:1", "PLAIN.example.test:80/team-a/fresh:1"]);
    }

    [Fact]
    public async Task Names_that_only_look_like_what_is_bound_are_refused()
    {
        await world.SetAsync("enforce", "deny");

        await RefusedAsync(
            Standing.Bound,
            $"{SlipWorld.HubHost}/team-ab/app", $"{SlipWorld.HubHost}/team-a.b/app", $"{SlipWorld.HubHost}/team-a-b/app", $"{SlipWorld.HubHost}/team", $"{SlipWorld.HubHost}/x/team-a/app",
            $"{world.Server.GatewayHost}/guarded/team-ab/app", $"{world.Registries[Via.Open].Url.Authority}/team-ab/app",
            "docker.io.evil.test/library/nginx", "index.docker.io.evil.test/nginx", $"{SlipWorld.HubHost}.evil.test/team-a/app", $"evil.test/{SlipWorld.HubHost}/team-a/app",
            $"{SlipWorld.HubHost}:444/team-a/app", "localhost/team-a/app", "xdocker.io/library/nginx");
    }

    [Fact]
    public async Task Image_IDs_and_names_without_a_host_are_refused_everywhere()
    {
        await world.SetAsync("enforce", "allow");
        var hex = Digest["sha256:".Length..];

        foreach (var standing in Enum.GetValues<Standing>())
        {
            await RefusedAsync(standing, Digest, Digest[..19], Digest[..15], hex, $"sha512:{hex}", $"sha512:{hex}{hex}", "a_b.com/c", "a_b.com/team-a/app:1", $"{SlipWorld.HubHost}//team-a/app", $"{SlipWorld.HubHost}/TEAM-A/app", $"https://{SlipWorld.HubHost}/team-a/app");
        }
    }

    [Fact]
    public async Task A_host_whose_registry_was_removed_stays_denied()
    {
        await world.SetAsync("enforce", "allow");

        foreach (var standing in Enum.GetValues<Standing>())
        {
            await RefusedAsync(standing, $"{slips!.RemovedHost}/team-a/app:1", $"{slips.RemovedHost}/elsewhere:1", $"{world.Server.GatewayHost}/removed/team-a/app:1");
        }
    }

    [Fact]
    public async Task A_workspace_registry_has_a_name_at_the_gateway_for_its_own_workspace_alone()
    {
        await world.SetAsync("enforce", "allow");
        var image = $"{world.Server.GatewayHost}/w/alpha/own/app:1";

        await TakenAsync(Standing.Bound, [image, $"{slips!.OwnHost}/app:1"]);
        await RefusedAsync(Standing.Unbound, image, $"{world.Server.GatewayHost}/w/beta/own/app:1", $"{world.Server.GatewayHost}/own/app:1");
        await RefusedAsync(Standing.NoWorkspace, image);
        await world.SetAsync("enforce", "deny");
        await RefusedAsync(Standing.Unbound, $"{slips.OwnHost}/app:1");
    }

    [Fact]
    public async Task The_image_of_a_pod_that_is_there_cannot_be_changed_to_a_private_one()
    {
        await world.SetAsync("enforce", "allow");
        var path = $"/api/v1/namespaces/{CellName.Namespace(Standing.Unbound)}/pods";
        var pod = PodObjects.Pod("changed", PodObjects.InitSpec(world.BaseImage, world.BaseImage, PullSecretKind.ServiceAccount, PodObjects.NoScheduler));
        await world.Kubernetes.Admin.CreateAsync(path, pod, Cancellation);

        foreach (var field in new[] { "containers", "initContainers" })
        {
            var patch = new JsonArray(new JsonObject { ["op"] = "replace", ["path"] = $"/spec/{field}/0/image", ["value"] = world.Image(ImageKind.Private, Via.Gateway, "cached") });
            var (status, body) = await world.Kubernetes.Admin.TrySendAsync(
                HttpMethod.Patch, $"{path}/changed", new StringContent(patch.ToJsonString(), new System.Net.Http.Headers.MediaTypeHeaderValue("application/json-patch+json")), Cancellation);

            Assert.True((int)status == 403 && body.Contains("not bound", StringComparison.Ordinal), $"{field}: {(int)status} {body}");
        }
    }

    [Fact]
    public async Task Nobody_takes_a_namespace_out_of_admission_by_its_label()
    {
        await world.SetAsync("enforce", "allow");
        var label = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["roadstead.dev/admission"] = "excluded" } } };

        var (changed, _) = await world.Kubernetes.Admin.TrySendAsync(
            HttpMethod.Patch, $"/api/v1/namespaces/{CellName.Namespace(Standing.Unbound)}", new StringContent(label.ToJsonString(), new System.Net.Http.Headers.MediaTypeHeaderValue("application/merge-patch+json")), Cancellation);
        label["metadata"]!["name"] = "smuggled";
        var (made, _) = await world.Kubernetes.Admin.TrySendAsync(HttpMethod.Post, "/api/v1/namespaces", JsonContent.Create(label), Cancellation);

        Assert.Equal((403, 403), ((int)changed, (int)made));
        await RefusedAsync(Standing.Unbound, world.Image(ImageKind.Private, Via.Gateway, "cached"));
    }

    public async ValueTask InitializeAsync()
    {
        await world.ClearAsync();
        slips = await world.SlipsAsync();
    }

    public async ValueTask DisposeAsync() => await world.ClearAsync();

    private async Task RefusedAsync(Standing standing, params IReadOnlyList<string> images)
    {
        var taken = await PlayAsync(standing, images);
        Assert.True(taken.Count == 0, $"Taken in a namespace that is {CellName.Of(standing)}: {string.Join(", ", taken)}");
    }

    private async Task TakenAsync(Standing standing, IReadOnlyList<string> images) => Assert.Equal(images, await PlayAsync(standing, images));

    // As a container and as an init container; an image is taken when either is.
    private async Task<IReadOnlyList<string>> PlayAsync(Standing standing, IReadOnlyList<string> images)
    {
        var player = new CellPlayer(world.Kubernetes, world.BaseImage, PodObjects.NoScheduler);
        var taken = new List<string>();
        foreach (var image in images)
        {
            foreach (var maker in new[] { Maker.BarePod, Maker.InitContainer })
            {
                var cell = new Cell(standing, ImageKind.Private, Via.Gateway, Presence.Fresh, PullSecretKind.ServiceAccount, maker);
                if (await player.CreateAsync($"slip-{Guid.NewGuid():N}", cell, image, Cancellation) is null && !taken.Contains(image))
                {
                    taken.Add(image);
                }
            }
        }

        return taken;
    }
}
