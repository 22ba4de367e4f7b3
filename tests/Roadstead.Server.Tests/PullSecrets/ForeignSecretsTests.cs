using System.Globalization;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;
using static Roadstead.Server.Tests.PullSecrets.PullSecretWorld;

namespace Roadstead.Server.Tests.PullSecrets;

public sealed class ForeignSecretsTests(SharedKubernetes kubernetes)
{
    private const int Secrets = 300;
    private const int SecretBytes = 20_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SecretsOfOthers_AreNeitherListedNorWatched()
    {
        var cluster = await kubernetes.ClusterAsync(Cancellation);
        foreach (var ns in new[] { "foreign-many", "foreign-ours" })
            await cluster.CreateNamespaceAsync(ns, Cancellation);
        await FillAsync(cluster, "before");
        await using var relay = new CountingRelay(cluster.Url.Port);
        var kubeconfig = relay.Through(await cluster.KubeconfigForRoadsteadAsync(Cancellation));
        await using var host = await StartHostAsync();
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "lab", kind = "kubernetes", kubeconfig });
        await JoinAsync(host, "foreign-ours");
        await HasStateAsync(host, "foreign-ours", "ready", null);
        await FillAsync(cluster, "after");
        await cluster.Admin.DeleteAsync(SecretPath("foreign-ours"), Cancellation);
        await HasStateAsync(host, "foreign-ours", "ready", null);

        // All of them, or all that came while it watched, would be more than six million bytes.
        Assert.InRange(relay.Received, 1, Secrets * SecretBytes / 2);
    }

    private static async Task FillAsync(KubernetesCluster cluster, string name)
    {
        var data = Convert.ToBase64String(new byte[SecretBytes * 3 / 4]);
        await Parallel.ForEachAsync(Enumerable.Range(0, Secrets), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation }, async (i, token) =>
            await cluster.Admin.CreateAsync(
                "/api/v1/namespaces/foreign-many/secrets",
                new JsonObject
                {
                    ["metadata"] = new JsonObject { ["name"] = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}"), ["labels"] = new JsonObject { ["app.kubernetes.io/managed-by"] = "another" } },
                    ["data"] = new JsonObject { ["large"] = data },
                },
                token));
    }
}
