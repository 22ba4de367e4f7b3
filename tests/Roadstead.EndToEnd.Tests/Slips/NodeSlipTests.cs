using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roadstead.EndToEnd.Tests.Truth;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Slips;

/// <summary>Slips that only a node can tell the truth about. Each is shown to work, or not, while nothing forbids it.</summary>
[Collection(TruthGroup.Name)]
public sealed class NodeSlipTests(TruthWorld world, ITestOutputHelper output) : IAsyncLifetime
{
    private const string Namespace = "unbound";
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_image_ID_runs_what_another_team_pulled_until_admission_enforces()
    {
        var id = (await ManifestAsync(Via.Gateway, "cached"))["config"]!["digest"]!.GetValue<string>();
        string[] spellings = [id, id[..19], id[..15]];

        await world.SetAsync("off");
        foreach (var spelling in spellings)
        {
            Assert.Equal(NodeOutcome.Runs, await PlayAsync(spelling, PullSecretKind.None));
        }

        await world.SetAsync("enforce");
        foreach (var spelling in spellings)
        {
            Assert.Equal(NodeOutcome.Refused, await PlayAsync(spelling, PullSecretKind.None));
        }
    }

    [Fact]
    public async Task The_digits_of_an_ID_alone_are_a_name_to_the_kubelet_and_run_nothing()
    {
        var id = (await ManifestAsync(Via.Gateway, "cached"))["config"]!["digest"]!.GetValue<string>()["sha256:".Length..];
        await world.SetAsync("off");

        foreach (var spelling in new[] { id, id[..12], $"docker.io/library/sha256:{id}", $"library/sha256:{id[..12]}" })
        {
            Assert.Equal(NodeOutcome.FailsToPull, await PlayAsync(spelling, PullSecretKind.None));
        }
    }

    [Fact]
    public async Task A_private_digest_under_a_public_name_is_not_found_by_its_registry()
    {
        var digest = await DigestAsync("cached");
        await world.SetAsync("enforce");
        var stolen = world.BaseImage.Replace(":1", $"@{digest}", StringComparison.Ordinal);

        Assert.Equal(NodeOutcome.FailsToPull, await PlayAsync(stolen, PullSecretKind.ServiceAccount));
        Assert.Equal(NodeOutcome.FailsToPull, await PlayAsync(world.BaseImage + '@' + digest, PullSecretKind.ServiceAccount));
        Assert.Equal(NodeOutcome.Refused, await PlayAsync(world.Image(ImageKind.Private, Via.Gateway, "cached").Replace(":1", $":no-such-tag@{digest}", StringComparison.Ordinal), PullSecretKind.ServiceAccount));
    }

    [Fact]
    public async Task A_running_pod_keeps_its_image_when_another_one_is_refused()
    {
        await world.SetAsync("enforce");
        Assert.Equal(NodeOutcome.Runs, await PlayAsync(world.BaseImage, PullSecretKind.ServiceAccount, "steady"));
        var patch = new JsonArray(new JsonObject { ["op"] = "replace", ["path"] = "/spec/containers/0/image", ["value"] = world.Image(ImageKind.Private, Via.Gateway, "cached") });

        var (status, body) = await world.Kubernetes.Admin.TrySendAsync(
            HttpMethod.Patch, $"/api/v1/namespaces/{Namespace}/pods/steady", new StringContent(patch.ToJsonString(), new System.Net.Http.Headers.MediaTypeHeaderValue("application/json-patch+json")), Cancellation);

        Assert.True(status is HttpStatusCode.Forbidden, body);
        var pod = await world.Kubernetes.Admin.GetAsync($"/api/v1/namespaces/{Namespace}/pods/steady", Cancellation);
        Assert.Equal(world.BaseImage, (string?)pod["spec"]!["containers"]![0]!["image"]);
        Assert.Equal("Running", (string?)pod["status"]!["phase"]);
    }

    [Fact]
    public async Task A_registry_that_answers_with_a_private_digest_runs_what_is_on_the_node_until_unmanaged_images_are_denied()
    {
        var digest = await DigestAsync("cached");
        await using var evil = await HttpServer.StartAsync(context =>
        {
            context.Response.Headers["Docker-Content-Digest"] = digest;
            context.Response.Headers.ContentType = TestImages.OciManifest;
            context.Response.ContentLength = HttpMethods.IsHead(context.Request.Method) ? 1000 : 0;
            return Task.CompletedTask;
        });
        var image = $"{evil.Url.Authority}/mine/app:1";

        await world.SetAsync("enforce", "allow");
        Assert.Equal(NodeOutcome.Runs, await PlayAsync(image, PullSecretKind.None, "liar"));
        Assert.Equal(NodeOutcome.Refused, await PlayAsync(world.Image(ImageKind.Private, Via.Gateway, "cached"), PullSecretKind.None));

        await world.SetAsync("enforce", "deny");
        Assert.Equal(NodeOutcome.Refused, await PlayAsync(image, PullSecretKind.None));
    }

    [Fact]
    public async Task A_static_pod_runs_whatever_its_file_says_and_its_mirror_can_be_seen()
    {
        await world.SetAsync("enforce");
        var pod = PodObjects.Pod("static", PodObjects.Spec(world.Image(ImageKind.Private, Via.Gateway, "cached"), PullSecretKind.ServiceAccount, null));
        pod["metadata"]!["namespace"] = Namespace;
        var file = Path.Combine(world.Node.StaticPodDirectory, "static.json");
        await File.WriteAllTextAsync(file, pod.ToJsonString(), Cancellation);
        try
        {
            await Eventually.TrueAsync(
                async () => (string?)(await world.Kubernetes.Admin.FindAsync($"/api/v1/namespaces/{Namespace}/pods/static-{world.Node.Name}", Cancellation))?["status"]?["phase"] == "Running",
                "the mirror of the static pod runs",
                Cancellation,
                Within);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public async ValueTask InitializeAsync() => await world.ClearAsync();

    public async ValueTask DisposeAsync() => await world.ClearAsync();

    private async Task<NodeOutcome> PlayAsync(string image, PullSecretKind secret, string? name = null)
    {
        var player = new CellPlayer(world.Kubernetes, world.BaseImage, scheduler: null);
        var pod = name ?? $"slip-{Guid.NewGuid():N}";
        var began = Stopwatch.GetTimestamp();
        var refusal = await player.CreateAsync(pod, new Cell(Standing.Unbound, ImageKind.Private, Via.Gateway, Presence.OnTheNode, secret, Maker.BarePod), image, Cancellation);
        var outcome = refusal is null ? (await player.PodsAsync(Namespace, [pod], [], Cancellation))[pod] : NodeOutcome.Refused;
        output.WriteLine($"{image}: {CellName.Of(outcome)} after {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms");
        return outcome;
    }

    private async Task<JsonNode> ManifestAsync(Via via, string app)
    {
        var answer = await SendAsync(via, app);
        return JsonNode.Parse(answer.Body)!;
    }

    private async Task<string> DigestAsync(string app) => (await SendAsync(Via.Gateway, app)).Digest;

    // The registry itself is asked, with its own login.
    private async Task<(string Body, string Digest)> SendAsync(Via via, string app)
    {
        var registry = world.Registries[via];
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(registry.Url, $"/v2/{TruthWorld.PrivateSpace}/{app}/manifests/1"));
        request.Headers.Authorization = ApiClient.Basic(registry.Settings.Username!, registry.Settings.Password!);
        request.Headers.TryAddWithoutValidation("Accept", TestImages.OciManifest);
        using var answer = await http.SendAsync(request, Cancellation);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsStringAsync(Cancellation), answer.Headers.GetValues("Docker-Content-Digest").Single());
    }
}
