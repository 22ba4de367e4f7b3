using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.PullSecrets;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Benchmarks.Secrets;

/// <summary>What other people's secrets in a cluster cost Roadstead: a fresh server connects, a namespace joins, more secrets come; without foreign secrets and with 90,000 of them.</summary>
internal static class ForeignSecretsBenchmark
{
    private const int Foreign = 90_000, PerNamespace = 1_000, Meanwhile = 1_000, AtOnce = 8;

    public static async Task RunAsync(TextWriter output)
    {
        await using var cluster = await KubernetesCluster.StartAsync();
        await MeasureAsync(cluster, "warm-up");
        var without = await MeasureAsync(cluster, "without");
        var start = Stopwatch.GetTimestamp();
        await FillAsync(cluster, "foreign", Foreign);
        var filled = Stopwatch.GetElapsedTime(start);
        var with = await MeasureAsync(cluster, "with");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            # {Foreign:N0} secrets of others in a cluster

            On a real API server (Kubernetes 1.20.2), which took {filled.TotalSeconds:F0} s to make them. A fresh server connects, a namespace joins a workspace, {Meanwhile:N0} further foreign secrets are made while
            Roadstead watches, and its own pull secret is deleted and repaired. Received is everything that the API server sent to Roadstead by then, encrypted; the heap is what is live after a full collection.

            | | none | {Foreign:N0} |
            |---|---|---|
            | received by Roadstead, KiB | {without.ReceivedBytes / 1024:N0} | {with.ReceivedBytes / 1024:N0} |
            | live heap, MiB | {without.HeapBytes / 1048576.0:F1} | {with.HeapBytes / 1048576.0:F1} |
            | from joining to a ready pull secret, ms | {without.Joined.TotalMilliseconds:F0} | {with.Joined.TotalMilliseconds:F0} |
            """));
    }

    private static async Task<Cost> MeasureAsync(KubernetesCluster cluster, string name)
    {
        await using var relay = new CountingRelay(cluster.Url.Port);
        await using var server = await BenchmarkServer.StartAsync();
        var kubeconfig = (await cluster.KubeconfigForRoadsteadAsync(CancellationToken.None))
            .Replace(cluster.Url.Authority, string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{relay.Port}"), StringComparison.Ordinal);
        var ns = $"ours-{name}";
        await cluster.CreateNamespaceAsync(ns, CancellationToken.None);
        await server.SendAsync(HttpMethod.Post, "clusters", new { name = "lab", kind = "kubernetes", kubeconfig });
        await server.SendAsync(HttpMethod.Post, "workspaces", new { name = "bench" });
        var start = Stopwatch.GetTimestamp();
        await server.SendAsync(HttpMethod.Put, $"workspaces/bench/namespaces/lab/{ns}");
        var states = server.Services.GetRequiredService<IPullSecretStates>();
        await Eventually.TrueAsync(() => states.Find("lab", ns).State is DeliveryState.Ready, "the pull secret is ready", CancellationToken.None);
        var joined = Stopwatch.GetElapsedTime(start);

        await FillAsync(cluster, $"meanwhile-{name}", Meanwhile);
        var path = $"/api/v1/namespaces/{ns}/secrets/{PullSecretNames.Secret}";
        await cluster.Admin.DeleteAsync(path, CancellationToken.None);
        await Eventually.TrueAsync(async () => await cluster.Admin.FindAsync(path, CancellationToken.None) is not null, "the pull secret is repaired", CancellationToken.None);
        return new Cost(relay.Received, GC.GetTotalMemory(forceFullCollection: true), joined);
    }

    private static async Task FillAsync(KubernetesCluster cluster, string prefix, int count)
    {
        var data = Convert.ToBase64String(new byte[1024]);
        for (var first = 0; first < count; first += PerNamespace)
        {
            var ns = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{first / PerNamespace}");
            await cluster.CreateNamespaceAsync(ns, CancellationToken.None);
            await Parallel.ForEachAsync(Enumerable.Range(0, Math.Min(PerNamespace, count - first)), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, token) =>
                await cluster.Admin.CreateAsync(
                    $"/api/v1/namespaces/{ns}/secrets",
                    new JsonObject
                    {
                        ["metadata"] = new JsonObject { ["name"] = string.Create(CultureInfo.InvariantCulture, $"s{i}"), ["labels"] = new JsonObject { ["app.kubernetes.io/managed-by"] = "another" } },
                        ["data"] = new JsonObject { ["value"] = data },
                    },
                    token));
        }
    }

    private sealed record Cost(long ReceivedBytes, long HeapBytes, TimeSpan Joined);
}
