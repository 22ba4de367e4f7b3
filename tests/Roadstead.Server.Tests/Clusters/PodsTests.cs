using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Kubernetes.Objects;
using Roadstead.Server.Clusters.Pods;
using Roadstead.Server.Images.Index;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Server.Tests.Clusters;

/// <summary>What is seen of pods: pulls that fail, and digests that names do not prove.</summary>
public sealed class PodsTests(SharedKubernetes kubernetes)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pull_that_fails_is_told_with_its_image_reason_and_time_until_it_works()
    {
        await using var world = await PodsWorld.StartAsync(await kubernetes.ClusterAsync(Cancel), "pods-pull");
        var pods = world.Host.Services.GetRequiredService<IClusterPods>();
        var image = $"{world.Hub}/team-a/app:1";
        var before = DateTimeOffset.UtcNow.AddSeconds(-2);
        await world.RunAsync(world.Bound, "app", image, "Pending", Waiting(image, "ErrImagePull", "401 Unauthorized"));
        await world.RunAsync(world.Bound, "starting", image, "Pending", Waiting(image, "ContainerCreating", null));

        var failing = Assert.Single(pods.FailingPulls("prod", world.Bound));
        Assert.Equal(("app", "main", image, "ErrImagePull", "401 Unauthorized"), (failing.Pod, failing.Container, failing.Image, failing.Reason, failing.Message));
        Assert.InRange(failing.Since, before, DateTimeOffset.UtcNow);

        // The next wait of the same failure began no later than the failure.
        await world.SetStatusAsync(world.Bound, "app", "Pending", Waiting(image, "ImagePullBackOff", "Back-off"));
        Assert.Equal(failing.Since, Assert.Single(pods.FailingPulls("prod", world.Bound)).Since);
        Assert.Empty(pods.FailingPulls("prod", world.Free));
        Assert.Empty(pods.FailingPulls("unknown", world.Bound));

        await world.SetStatusAsync(world.Bound, "app", "Running", new JsonObject { ["containerStatuses"] = null });
        Assert.Empty(pods.FailingPulls("prod", world.Bound));
    }

    [Fact]
    public async Task A_private_digest_under_another_name_is_noted_once()
    {
        await using var world = await PodsWorld.StartAsync(await kubernetes.ClusterAsync(Cancel), "pods-digest");
        var (secret, open) = ($"sha256:{new string('1', 64)}", $"sha256:{new string('2', 64)}");
        await AddToIndexAsync(world, "team-a/app", secret);
        await AddToIndexAsync(world, "team-a/base", open);
        await AddToIndexAsync(world, "shared/base", open);

        // evil.test is nobody's, so its names are allowed; what it answered with is team-a's.
        await world.RunAsync(world.Free, "thief", "evil.test/harmless:1", status: Ran($"evil.test/harmless@{secret}"));
        await world.RunAsync(world.Free, "copy", "evil.test/base:1", status: Ran($"evil.test/base@{open}"));
        await world.RunAsync(world.Free, "named", $"{world.Hub}/team-a/app:1", status: Ran($"{world.Hub}/team-a/app@{secret}"));
        await world.RunAsync(world.Bound, "member", "evil.test/harmless:1", status: Ran($"evil.test/harmless@{secret}"));
        await world.RunAsync(world.Free, "again", "evil.test/harmless:2", status: Ran(secret));

        JsonArray notes = [];
        await Eventually.TrueAsync(async () => (notes = await NotesAsync(world)).Count > 0, "it is noted", Cancel);
        Assert.Equal($"prod/{world.Free}/{secret}", (string?)notes[0]!["object"]);
        Assert.Contains("hub/team-a/app", notes[0]!["after"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("system", (string?)notes[0]!["actor"]);

        // Two more looks at everything note nothing more, and neither does another server that never saw it.
        var digests = world.Host.Services.GetRequiredService<PrivateDigests>();
        await digests.LookAsync(world.Connections.Find("prod")!, Cancel);
        var forgetful = ActivatorUtilities.CreateInstance<PrivateDigests>(world.Host.Services);
        await forgetful.LookAsync(world.Connections.Find("prod")!, Cancel);
        Assert.Single(await NotesAsync(world));
        Assert.Contains($"roadstead_images_private_digests_used_total{{cluster=\"prod\",namespace=\"{world.Free}\"}} 1", await world.Host.Anonymous.GetStringAsync("/metrics", Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ReplicaSet", "web-5d8f", "5d8f", "Deployment web")]
    [InlineData("ReplicaSet", "web-5d8f", null, "ReplicaSet web-5d8f")]
    [InlineData("ReplicaSet", "web-5d8f", "77", "ReplicaSet web-5d8f")]
    [InlineData("StatefulSet", "db", null, "StatefulSet db")]
    [InlineData("Job", "backup-27", null, "Job backup-27")]
    [InlineData("Node", "node1", null, "Pod it")]
    [InlineData(null, null, null, "Pod it")]
    public void PodOwner_OfAPod_IsWhatPeopleKnow(string? kind, string? name, string? hash, string expected)
    {
        var pod = new Pod
        {
            Metadata = new ObjectMeta
            {
                Name = "it",
                Labels = hash is null ? null : new Dictionary<string, string> { ["pod-template-hash"] = hash },
                OwnerReferences = kind is null ? null : [new OwnerReference { Kind = "Other", Name = "x" }, new OwnerReference { Kind = kind, Name = name, Controller = true }],
            },
        };

        var owner = PodOwner.Of(pod);

        Assert.Equal(expected, $"{owner.Kind} {owner.Name}");
    }

    [Fact]
    public void PodImages_OfASpec_AreAllThatItNames()
    {
        var spec = new PodSpec
        {
            Containers = [new PodContainer { Name = "a", Image = "one" }, new PodContainer { Name = "b" }],
            InitContainers = [new PodContainer { Name = "c", Image = "two" }],
            EphemeralContainers = [new PodContainer { Name = "d", Image = "three" }],
            Volumes = [new PodVolume { Name = "e", Image = new ImageVolumeSource { Reference = "four" } }, new PodVolume { Name = "f" }],
        };

        Assert.Equal(["one", "two", "three", "four"], PodImages.Of(spec));
    }

    private static JsonObject Waiting(string image, string reason, string? message) => new()
    {
        ["containerStatuses"] = new JsonArray(new JsonObject
        {
            ["name"] = "main", ["image"] = image, ["imageID"] = "", ["ready"] = false, ["restartCount"] = 0,
            ["state"] = new JsonObject { ["waiting"] = new JsonObject { ["reason"] = reason, ["message"] = message } },
        }),
    };

    private static JsonObject Ran(string imageId) => new()
    {
        ["containerStatuses"] = new JsonArray(new JsonObject
        {
            ["name"] = "main", ["image"] = "x", ["imageID"] = imageId, ["ready"] = true, ["restartCount"] = 0,
            ["state"] = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = "2026-01-01T00:00:00Z" } },
        }),
    };

    private static async Task<JsonArray> NotesAsync(PodsWorld world) =>
        (await world.Host.Admin.GetOkAsync($"/api/v1/audit?action={PrivateDigests.Action}"))["items"]!.AsArray();

    // As a crawl would have left it.
    private static Task AddToIndexAsync(PodsWorld world, string path, string digest) => world.Host.Services.GetRequiredService<IndexWriter>().WriteAsync(1, session =>
    {
        session.AddRegistry(world.Registry);
        var registry = session.Number("SELECT key FROM crawls WHERE registry = $1", world.Registry.ToString());
        session.Execute("INSERT INTO repositories (registry, path, first_seen_at, last_seen_at, listed_in) VALUES ($1, $2, 1, 1, 1)", registry, path);
        var repository = session.Number("SELECT last_insert_rowid()");
        session.Execute("INSERT INTO blobs (registry, digest, size) VALUES ($1, $2, 1) ON CONFLICT DO NOTHING", registry, digest);
        session.Execute("INSERT INTO repository_blobs (repository, blob) SELECT $1, id FROM blobs WHERE registry = $2 AND digest = $3", repository, registry, digest);
    }, Cancel);
}
