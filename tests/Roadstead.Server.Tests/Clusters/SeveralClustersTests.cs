using System.Net;
using Microsoft.AspNetCore.Http;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Server.Tests.Clusters;

/// <summary>A dead cluster holds up no other.</summary>
public sealed class SeveralClustersTests(SharedKubernetes kubernetes)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_refuses_one_that_is_silent_and_one_that_talks_nonsense_hold_up_no_other()
    {
        var cluster = await kubernetes.ClusterAsync(Cancel);
        using var certificates = new TestCertificates();
        using var certificate = certificates.Issue();
        await using var silent = RawServer.Start(null);
        await using var nonsense = await HttpServer.StartAsync(context => context.Response.WriteAsync("<html>It works!</html>"), certificate);
        await using var host = await ClusterCalls.StartAsync();
        await ConnectAsync("dead", new Uri($"https://127.0.0.1:{FreePort.Next()}"));
        await ConnectAsync("silent", new UriBuilder(silent.Url) { Scheme = "https" }.Uri);
        await ConnectAsync("nonsense", nonsense.Url);

        await host.ConnectAsync(cluster);

        await host.StatusAsync("dead", "disconnected", "connection-refused");
        await host.StatusAsync("silent", "disconnected", "timeout");
        var odd = await host.StatusAsync("nonsense", "disconnected", "invalid-answer");
        Assert.False(string.IsNullOrEmpty((string?)odd["message"]));

        // Nobody waits for the dead: neither pages nor health nor what happens in the living one.
        Assert.Equal(HttpStatusCode.OK, (await host.Anonymous.GetAsync("/healthz/ready", Cancel)).StatusCode);
        Assert.Equal(4, (int)(await host.Admin.GetOkAsync("/api/v1/clusters"))["total"]!);
        await cluster.CreateNamespaceAsync("several-new", Cancel);
        await Eventually.TrueAsync(async () => (await host.NamespacesAsync("prod", "q=several-new")).Count == 1, "the new namespace is seen", Cancel, TimeSpan.FromSeconds(10));
        Assert.Empty(await host.NamespacesAsync("dead"));
        var metrics = await host.Anonymous.GetStringAsync("/metrics", Cancel);
        Assert.Contains("roadstead_clusters{status=\"disconnected\"}", metrics, StringComparison.Ordinal);

        Task ConnectAsync(string name, Uri server) =>
            host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name, kubeconfig = KubeconfigText.WithToken(server, certificates.AuthorityPem, "u", "token") });
    }

    [Fact]
    public async Task A_cluster_that_dies_silently_or_restarts_is_seen_to_and_comes_back()
    {
        await using var mortal = await KubernetesCluster.StartAsync(new KubernetesClusterSettings { Controllers = false }, Cancel);
        var other = await kubernetes.ClusterAsync(Cancel);
        await using var host = await ClusterCalls.StartAsync();
        await host.ConnectAsync(mortal, "mortal");
        await host.ConnectAsync(other, "other");

        mortal.Freeze();
        var frozen = await host.StatusAsync("mortal", "disconnected", "timeout");
        Assert.True((int)frozen["namespaceCount"]! > 0, "what was last seen stays");
        Assert.Equal("v1.20.2", (string?)frozen["version"]);
        mortal.Thaw();
        await host.StatusAsync("mortal", "connected", null);

        await mortal.StopApiServerAsync();
        await host.StatusAsync("mortal", "disconnected", "connection-refused");
        await host.StatusAsync("other", "connected", null);
        await mortal.StartApiServerAsync(Cancel);
        await host.StatusAsync("mortal", "connected", null);

        // Other credentials of the same cluster are taken; those of another one are not.
        await host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/clusters/mortal", new { kubeconfig = mortal.AdminKubeconfig });
        await host.StatusAsync("mortal", "connected", null);
        await host.Admin.SendRefusedAsync(HttpMethod.Patch, "/api/v1/clusters/mortal", new { kubeconfig = other.AdminKubeconfig }, HttpStatusCode.Conflict, "cluster-mismatch");
        await host.StatusAsync("mortal", "connected", null);
    }
}
