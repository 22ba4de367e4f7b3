using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Admission;

/// <summary>What becomes of pods while Roadstead does not answer: what the failure policy promises, and nothing worse.</summary>
public sealed class FailurePolicyTests(FailingWorld world) : IClassFixture<FailingWorld>
{
    // Two webhooks in a row may each be waited for (3 s); the rest is what a busy machine adds.
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(2 * 3 + 4);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_down_keeps_pods_from_starting_in_enforce_alone__and_never_its_own()
    {
        await world.SwitchAsync("enforce");
        await world.Server.KillAsync();
        var (status, message) = await world.CreateAsync();
        var (own, _) = await world.CreateAsync("roadstead");
        var (system, _) = await world.CreateAsync("kube-system");
        await world.Server.StartAgainAsync(Cancellation);

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.StartsWith("Internal error occurred: failed calling webhook \"pods.roadstead.dev\"", message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Created, own);
        Assert.Equal(HttpStatusCode.Created, system);
        await world.ActsAsync("enforce");

        await world.SwitchAsync("audit");
        await world.Server.KillAsync();
        (status, _) = await world.CreateAsync();
        await world.Server.StartAgainAsync(Cancellation);

        Assert.Equal(HttpStatusCode.Created, status);
        await world.ActsAsync("audit");
    }

    [Fact]
    public async Task A_server_that_is_silent_is_waited_for_no_longer_than_the_timeout()
    {
        await world.SwitchAsync("enforce");
        world.Server.Freeze();
        await world.Server.StandsStillAsync(Cancellation);
        var began = Stopwatch.GetTimestamp();
        var (status, message) = await world.CreateAsync();
        var took = Stopwatch.GetElapsedTime(began);
        var (own, _) = await world.CreateAsync("roadstead");
        await world.Server.KillAsync();
        await world.Server.StartAgainAsync(Cancellation);

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("failed calling webhook \"pods.roadstead.dev\"", message, StringComparison.Ordinal);
        Assert.InRange(took, TimeSpan.Zero, AtMost);
        Assert.Equal(HttpStatusCode.Created, own);
        await world.ActsAsync("enforce");

        await world.SwitchAsync("audit");
        world.Server.Freeze();
        await world.Server.StandsStillAsync(Cancellation);
        began = Stopwatch.GetTimestamp();
        (status, _) = await world.CreateAsync();
        took = Stopwatch.GetElapsedTime(began);
        await world.Server.KillAsync();
        await world.Server.StartAgainAsync(Cancellation);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.InRange(took, TimeSpan.Zero, AtMost);
    }

    [Fact]
    public async Task A_server_that_comes_back_on_another_port_is_found_again()
    {
        await world.SwitchAsync("enforce");
        await world.Server.KillAsync();
        var file = Path.Combine(world.Server.DataDirectory, "webhook-port");
        var before = (await File.ReadAllTextAsync(file, Cancellation)).Trim();
        using var other = new TcpListener(IPAddress.Loopback, int.Parse(before, System.Globalization.CultureInfo.InvariantCulture));
        other.Start();
        await world.Server.StartAgainAsync(Cancellation);

        await world.ActsAsync("enforce");

        var after = (await File.ReadAllTextAsync(file, Cancellation)).Trim();
        Assert.NotEqual(before, after);
        Assert.All(await world.ConfigurationsAsync(), configuration => Assert.Contains($":{after}/admission/lab/", (string?)configuration["webhooks"]![0]!["clientConfig"]!["url"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whenever_the_server_is_killed__the_cluster_comes_to_what_was_stored()
    {
        var random = new Random(20_261_121);
        foreach (var mode in (string[])["enforce", "audit", "off", "enforce", "off", "audit"])
        {
            // Killed at some moment between the switch's commit and the last write to the cluster.
            await world.SetAsync(mode);
            using var moment = new PeriodicTimer(TimeSpan.FromMilliseconds(random.Next(1, 120)));
            await moment.WaitForNextTickAsync(Cancellation);
            await world.Server.KillAsync();
            await world.Server.StartAgainAsync(Cancellation);

            await world.ActsAsync(mode);
            await Eventually.TrueAsync(async () => (await world.ConfigurationsAsync()).Count == (mode == "off" ? 0 : 2), $"the configurations are those of {mode}", Cancellation);
        }
    }

    [Fact]
    public async Task Two_clusters_are_decided_each_by_its_own__and_one_that_is_down_holds_up_no_other()
    {
        await using var far = await KubernetesCluster.StartAsync(cancellationToken: Cancellation);
        await far.CreateNamespaceAsync("team", Cancellation);
        await world.Server.Admin.PostAsync("/api/v1/clusters", new { name = "far", kubeconfig = await far.KubeconfigForRoadsteadAsync(Cancellation), unmanagedImages = "allow" }, Cancellation);
        await world.Server.Admin.PatchAsync("/api/v1/clusters/far", new { admission = "enforce" }, Cancellation);
        await world.SwitchAsync("enforce");
        await Eventually.TrueAsync(
            async () => (string?)(await world.Server.Admin.ReadAsync("/api/v1/clusters/far", Cancellation))["admissionStatus"]!["state"] == "ready", "the other cluster has its webhooks", Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, (await world.CreateAsync()).Status);
        Assert.Equal(HttpStatusCode.Created, (await FailingWorld.CreateAsync(far, "team", "quay.example/a/b")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await FailingWorld.CreateAsync(far, "team", "sha256:0123456789ab")).Status);

        await far.StopApiServerAsync();
        await world.SwitchAsync("audit");
        await world.SwitchAsync("enforce");
        await world.Server.Admin.DeleteAsync("/api/v1/clusters/far", Cancellation);
    }

    [Fact]
    public async Task A_cluster_that_is_deleted_keeps_nothing__and_its_pods_start()
    {
        await world.SwitchAsync("enforce");
        await world.Server.Admin.DeleteAsync("/api/v1/clusters/lab", Cancellation);
        var statuses = new List<HttpStatusCode>();
        await Eventually.TrueAsync(
            async () =>
            {
                statuses.Add((await world.CreateAsync()).Status);
                return (await world.ConfigurationsAsync()).Count == 0;
            },
            "no webhook is left",
            Cancellation);

        // What was on its way when the cluster went may still have been denied; nothing failed.
        Assert.DoesNotContain(HttpStatusCode.InternalServerError, statuses);
        Assert.Equal(HttpStatusCode.Created, (await world.CreateAsync()).Status);
        await Eventually.TrueAsync(
            async () => (await world.Cluster.Admin.GetAsync("/api/v1/namespaces/kube-system", Cancellation))["metadata"]!["labels"]?["roadstead.dev/admission"] is null, "the label is gone", Cancellation);

        await world.Server.Admin.PostAsync("/api/v1/clusters", new { name = "lab", kubeconfig = await world.Cluster.KubeconfigForRoadsteadAsync(Cancellation), unmanagedImages = "deny" }, Cancellation);
    }
}
