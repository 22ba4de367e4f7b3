using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Audit;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Server.Tests.Clusters;

/// <summary>What Roadstead made in a cluster goes with it, whenever that can be reached.</summary>
public sealed class LeaveTests(SharedKubernetes kubernetes)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_part_that_fails_is_told_of_and_started_again()
    {
        var cluster = await kubernetes.ClusterAsync(Cancel);
        await cluster.CreateNamespaceAsync("leave-fails", Cancel);
        var part = new RecordingPart("leave-fails") { Fails = true };
        await using var host = await ClusterCalls.StartAsync(part);
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "prod", kubeconfig = await cluster.KubeconfigForRoadsteadAsync(Cancel) });

        var failing = await host.StatusAsync("prod", "connected", "part-failing");
        Assert.Contains("recording: ", (string)failing["message"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("as the test asked for", (string)failing["message"]!, StringComparison.Ordinal);

        part.Fails = false;
        await Eventually.TrueAsync(() => IsMarkedAsync(cluster, "leave-fails"), "the part works", Cancel);
        await host.StatusAsync("prod", "connected", null);
    }

    [Fact]
    public async Task A_deleted_cluster_is_cleaned_up_and_forgotten()
    {
        var cluster = await kubernetes.ClusterAsync(Cancel);
        await cluster.CreateNamespaceAsync("leave-clean", Cancel);
        var part = new RecordingPart("leave-clean");
        await using var host = await ClusterCalls.StartAsync(part);
        await host.ConnectAsync(cluster);
        await Eventually.TrueAsync(() => IsMarkedAsync(cluster, "leave-clean"), "the part has made its mark", Cancel);

        await host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/clusters/prod");

        await Eventually.TrueAsync(async () => !await IsMarkedAsync(cluster, "leave-clean"), "the mark is gone", Cancel);
        await Eventually.TrueAsync(async () => (await LeavingAsync(host)).Count == 0, "nothing is left to do", Cancel);
        Assert.Equal(["run prod", "end prod", "leave"], part.Events);
    }

    [Fact]
    public async Task A_cluster_that_was_deleted_while_it_was_down_is_cleaned_up_when_it_is_back_even_by_a_new_server()
    {
        // Down for this server, which knows it by the relay.
        var cluster = await kubernetes.ClusterAsync(Cancel);
        await cluster.CreateNamespaceAsync("leave-down", Cancel);
        await using var relay = new CountingRelay(cluster.Url.Port);
        var part = new RecordingPart("leave-down");
        var data = Directory.CreateTempSubdirectory("roadstead-test-").FullName;
        try
        {
            await using (var host = await ClusterCalls.StartAsync(part, data))
            {
                await ConnectAsync(host, cluster, relay, "prod");
                await Eventually.TrueAsync(() => IsMarkedAsync(cluster, "leave-down"), "the part has made its mark", Cancel);
                await relay.BreakAsync();
                Assert.Equal(HttpStatusCode.NoContent, (await host.Admin.SendAsync(HttpMethod.Delete, "/api/v1/clusters/prod")).Status);
                await Eventually.TrueAsync(async () => (string?)(await LeavingAsync(host))[0]!["reason"] == "connection-refused", "it waits for the cluster", Cancel);
                Assert.Equal("prod", (string?)(await LeavingAsync(host))[0]!["name"]);
            }

            relay.Mend();
            Assert.True(await IsMarkedAsync(cluster, "leave-down"));
            await using (var host = await ClusterCalls.StartAsync(new RecordingPart("leave-down"), data))
            {
                await Eventually.TrueAsync(async () => !await IsMarkedAsync(cluster, "leave-down"), "the mark is gone", Cancel);
                await Eventually.TrueAsync(async () => (await LeavingAsync(host)).Count == 0, "nothing is left to do", Cancel);

                // Connected again before it was left: what is there is the new one's, and nobody removes it.
                await ConnectAsync(host, cluster, relay, "first");
                await Eventually.TrueAsync(() => IsMarkedAsync(cluster, "leave-down"), "the part has made its mark", Cancel);
                await relay.BreakAsync();
                await host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/clusters/first");
                await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "second", kubeconfig = relay.Through(cluster.AdminKubeconfig) });
                relay.Mend();
                await host.StatusAsync("second", "connected", null);
                await Eventually.TrueAsync(async () => (await LeavingAsync(host)).Count == 0, "it is not left any more", Cancel);
                await Eventually.TrueAsync(() => IsMarkedAsync(cluster, "leave-down"), "the mark is there", Cancel);
            }
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task A_cluster_that_never_comes_back_is_forgotten_by_an_admin()
    {
        var cluster = await kubernetes.ClusterAsync(Cancel);
        await using var host = await ClusterCalls.StartAsync();
        await using var relay = new CountingRelay(cluster.Url.Port);
        await ConnectAsync(host, cluster, relay, "prod");
        await relay.BreakAsync();
        await host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/clusters/prod");

        var id = (string)(await LeavingAsync(host)).Single()!["id"]!;
        Assert.Equal(HttpStatusCode.NoContent, (await host.Admin.SendAsync(HttpMethod.Delete, $"/api/v1/leaving-clusters/{id}")).Status);

        Assert.Empty(await LeavingAsync(host));
        await host.Admin.SendRefusedAsync(HttpMethod.Delete, $"/api/v1/leaving-clusters/{id}", null, HttpStatusCode.NotFound, "not-found");
        Assert.Contains("forgotten", (await host.Admin.GetOkAsync("/api/v1/audit?action=leaving-cluster.end")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_stays_away_for_too_long_is_given_up_with_its_kubeconfig()
    {
        await using var host = await ClusterCalls.StartAsync();
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<RoadsteadDb>>().CreateDbContextAsync(Cancel);
        db.LeavingClusters.Add(new LeavingCluster { Id = Guid.NewGuid(), Name = "lost", Server = "https://lost.test", KubeconfigCipher = [1], LeftAt = DateTimeOffset.UtcNow.AddDays(-8) });
        Assert.True((await host.Services.GetRequiredService<ChangeService>().CommitAsync(db, new AuditDraft("test.arrange", "lost"), Cancel)).IsCommitted);

        await Eventually.TrueAsync(async () => (await LeavingAsync(host)).Count == 0, "it is given up", Cancel);
        Assert.Contains("given-up", (await host.Admin.GetOkAsync("/api/v1/audit?action=leaving-cluster.end")).ToJsonString(), StringComparison.Ordinal);
    }

    private static async Task ConnectAsync(RoadsteadHost host, KubernetesCluster cluster, CountingRelay relay, string name)
    {
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name, kubeconfig = relay.Through(await cluster.KubeconfigForRoadsteadAsync(Cancel)) });
        await host.StatusAsync(name, "connected", null);
    }

    private static async Task<JsonArray> LeavingAsync(RoadsteadHost host) => (await host.Admin.GetOkAsync("/api/v1/leaving-clusters"))["items"]!.AsArray();

    private static async Task<bool> IsMarkedAsync(KubernetesCluster cluster, string ns) =>
        (await cluster.Admin.GetAsync($"/api/v1/namespaces/{ns}", Cancel))["metadata"]!["labels"]?[RecordingPart.Mark] is not null;
}
