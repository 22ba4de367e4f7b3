using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Benchmarks.Admission;

/// <summary>Pods that a real API server makes a second, without webhooks and with admission in enforce, in turns of one run.</summary>
internal static class PodsBenchmark
{
    private const int Clients = 8, Rounds = 5;
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(4);
    private static int names;

    public static async Task RunAsync(TextWriter output)
    {
        await using var cluster = await KubernetesCluster.StartAsync();
        await cluster.CreateNamespaceAsync("team", CancellationToken.None);
        await using var server = await BenchmarkServer.StartAsync();
        await server.SendAsync(HttpMethod.Post, "clusters", new { name = "lab", kubeconfig = await cluster.KubeconfigForRoadsteadAsync(CancellationToken.None) });

        await output.WriteLineAsync($"| pods a second, {Clients} clients | admission off | admission enforce | ratio |\n|---|---|---|---|");
        for (var round = 0; round <= Rounds; round++)
        {
            await SwitchAsync(server, "off", "off");
            var without = await RateAsync(cluster);
            await SwitchAsync(server, "enforce", "ready");
            var with = await RateAsync(cluster);

            // The first round warms up.
            if (round > 0) await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| round {round} | {without:F0} | {with:F0} | {with / without:F2} |"));
        }
    }

    private static async Task SwitchAsync(BenchmarkServer server, string mode, string state)
    {
        await server.SendAsync(HttpMethod.Patch, "clusters/lab", new { admission = mode });
        await Eventually.TrueAsync(async () => (string?)(await server.SendAsync(HttpMethod.Get, "clusters/lab"))!["admissionStatus"]!["state"] == state, $"admission is {mode}", CancellationToken.None);
    }

    private static async Task<double> RateAsync(KubernetesCluster cluster)
    {
        var made = 0;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(began) < Each)
            {
                var pod = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["name"] = string.Create(CultureInfo.InvariantCulture, $"pod-{Interlocked.Increment(ref names)}") },
                    ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "app", ["image"] = "registry.example/team/app:v1" }) },
                };
                var (status, body) = await cluster.Admin.TrySendAsync(HttpMethod.Post, "/api/v1/namespaces/team/pods", JsonContent.Create(pod), CancellationToken.None);
                if (status != HttpStatusCode.Created) throw new InvalidOperationException(body);
                Interlocked.Increment(ref made);
            }
        })));
        return made / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
