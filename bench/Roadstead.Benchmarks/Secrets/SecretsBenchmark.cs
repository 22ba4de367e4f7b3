using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Kubernetes.Configuration;
using Roadstead.Server.Audit;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.PullSecrets;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Benchmarks.Secrets;

/// <summary>A workspace of 1,000 namespaces gets its pull secrets, on a real API server; a bare client writes the same. In one run, in turns.</summary>
internal static class SecretsBenchmark
{
    private static readonly string[] WriteVerbs = ["POST", "PUT", "PATCH", "APPLY", "DELETE"];

    private const int Namespaces = 1_000, Rounds = 9, WarmUps = 3;
    private const string Workspace = "bench";
    private const string Settled = "bench-settled";

    public static async Task RunAsync(TextWriter output)
    {
        await using var cluster = await KubernetesCluster.StartAsync();
        await using var server = await BenchmarkServer.StartAsync();
        string[] names = [.. Enumerable.Range(0, Namespaces).Select(i => string.Create(CultureInfo.InvariantCulture, $"bench-{i}"))];
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (ns, token) => await cluster.CreateNamespaceAsync(ns, token));
        var kubeconfig = await cluster.KubeconfigForRoadsteadAsync(CancellationToken.None);
        await server.SendAsync(HttpMethod.Post, "clusters", new { name = "lab", kind = "kubernetes", kubeconfig });
        await server.SendAsync(HttpMethod.Post, "workspaces", new { name = Workspace });
        using var bare = new BareClient(Kubeconfig.Parse(kubeconfig, new KubeconfigOptions()).Value);

        // The bare client writes what Roadstead wrote, byte for byte but for the names; and both have warmed up: until then both wait for the compiler.
        JsonNode? template = null;
        for (var round = 0; round < WarmUps; round++)
        {
            await JoinAsync(server, names);
            template ??= await TemplateAsync(cluster, names[0]);
            await LeaveAsync(server, cluster, names);
            await bare.WriteAsync(names, template);
            await bare.RemoveAsync(names);
        }

        await cluster.CreateNamespaceAsync(Settled, CancellationToken.None);
        await JoinAsync(server, [Settled]);
        var (roadstead, byHand, writes) = (new List<double>(), new List<double>(), new List<long>());
        for (var round = 0; round < Rounds; round++)
        {
            await SettleAsync(cluster);
            var before = await WritesAsync(cluster);
            roadstead.Add(await JoinAsync(server, names));
            writes.Add(await WritesAsync(cluster) - before);
            await CheckAsync(cluster);
            await LeaveAsync(server, cluster, names);
            await SettleAsync(cluster);
            var start = Stopwatch.GetTimestamp();
            await bare.WriteAsync(names, template!);
            byHand.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            await bare.RemoveAsync(names);
        }

        await SettleAsync(cluster);
        await JoinAsync(server, names);
        var (first, second) = await BindTwiceAsync(server, cluster);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            # Pull secrets of a workspace of {Namespaces:N0} namespaces

            On a real API server (Kubernetes 1.20.2, etcd without fsync). All namespaces come into the workspace in one change; the time is from that change until every secret is written and every default
            service account refers to it, as Roadstead itself sees it. The bare client writes the same secrets and references with eight plain HTTP calls at once, and compares and watches nothing.
            {Rounds} rounds in turns after {WarmUps} of each that do not count, seconds. Two shared cores, which client, server and etcd share; only ratios within a run count.

            | | median | fastest |
            |---|---|---|
            | Roadstead | {Median(roadstead):F2} | {roadstead.Min():F2} |
            | bare client | {Median(byHand):F2} | {byHand.Min():F2} |
            | ratio | {Median(roadstead) / Median(byHand):F2} | {roadstead.Min() / byHand.Min():F2} |

            Writes of secrets and service accounts that the API server counted in Roadstead's rounds: {string.Join(", ", writes)}; {2 * Namespaces} are needed.
            Each round: {string.Join(", ", roadstead.Zip(byHand, (one, other) => (one / other).ToString("F2", CultureInfo.InvariantCulture)))}.

            Binding a private space to that workspace wrote {first} secrets and service accounts; binding it a second time wrote {second} (counted by the API server).
            """));
    }

    // In one change, as seen by the store; the seconds until all secrets are ready.
    private static async Task<double> JoinAsync(BenchmarkServer server, string[] names)
    {
        var accounts = server.Services.GetRequiredService<GatewayAccounts>();
        var states = server.Services.GetRequiredService<IPullSecretStates>();
        await using var db = await OpenAsync(server);
        var workspace = await db.Workspaces.SingleAsync(row => row.Name == Workspace);
        foreach (var ns in names)
        {
            db.WorkspaceNamespaces.Add(new WorkspaceNamespace { Cluster = "lab", Namespace = ns, WorkspaceId = workspace.Id, CreatedAt = DateTimeOffset.UtcNow });
            accounts.Add(db, "lab", ns, workspace.Id);
        }

        var start = Stopwatch.GetTimestamp();
        await CommitAsync(server, db);
        await Eventually.TrueAsync(() => names.All(ns => states.Find("lab", ns).State is DeliveryState.Ready), "all secrets are ready", CancellationToken.None, TimeSpan.FromMinutes(5));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task LeaveAsync(BenchmarkServer server, KubernetesCluster cluster, string[] names)
    {
        await using var db = await OpenAsync(server);
        db.WorkspaceNamespaces.RemoveRange(await db.WorkspaceNamespaces.Where(ns => names.Contains(ns.Namespace)).ToListAsync());
        await CommitAsync(server, db);
        await Eventually.TrueAsync(async () => await OwnAsync(cluster) is (<= 1, <= 1), "all secrets are gone", CancellationToken.None, TimeSpan.FromMinutes(5));
    }

    // What happened before has been heard by Roadstead when it has mended what is broken now: each round begins with that behind it.
    private static async Task SettleAsync(KubernetesCluster cluster)
    {
        const string path = $"/api/v1/namespaces/{Settled}/serviceaccounts/default";
        await cluster.Admin.PatchAsync(path, new JsonObject { ["imagePullSecrets"] = null }, CancellationToken.None);
        await Eventually.TrueAsync(
            async () => (await cluster.Admin.GetAsync(path, CancellationToken.None))["imagePullSecrets"] is JsonArray, "the reference is mended", CancellationToken.None, TimeSpan.FromMinutes(5));
    }

    private static async Task CheckAsync(KubernetesCluster cluster)
    {
        if (await OwnAsync(cluster) is not (Namespaces + 1, Namespaces + 1))
            throw new InvalidOperationException($"Of {Namespaces} secrets and references there are {await OwnAsync(cluster)}.");
    }

    // Secrets and references, as the API server has them.
    private static async Task<(int Secrets, int References)> OwnAsync(KubernetesCluster cluster)
    {
        var secrets = await cluster.Admin.GetAsync("/api/v1/secrets?labelSelector=app.kubernetes.io/managed-by%3Droadstead", CancellationToken.None);
        var accounts = await cluster.Admin.GetAsync("/api/v1/serviceaccounts?fieldSelector=metadata.name%3Ddefault", CancellationToken.None);
        return (secrets["items"]!.AsArray().Count, accounts["items"]!.AsArray().Count(account => account!["imagePullSecrets"] is JsonArray { Count: > 0 }));
    }

    private static async Task<JsonNode> TemplateAsync(KubernetesCluster cluster, string ns)
    {
        var secret = await cluster.Admin.GetAsync($"/api/v1/namespaces/{ns}/secrets/roadstead-pull", CancellationToken.None);
        foreach (var field in new[] { "resourceVersion", "uid", "creationTimestamp", "managedFields" })
            secret["metadata"]!.AsObject().Remove(field);

        // Not Roadstead's to look after: only its shape.
        secret["metadata"]!["labels"]!["roadstead.dev/installation"] = "nobody";
        secret["metadata"]!["labels"]!["app.kubernetes.io/managed-by"] = "a-script";
        return secret;
    }

    private static async Task<(long First, long Second)> BindTwiceAsync(BenchmarkServer server, KubernetesCluster cluster)
    {
        await using var registry = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = "upstream", Password = "of-the-registry" }, CancellationToken.None);
        await server.SendAsync(HttpMethod.Post, "registries", new { name = "vault", type = "docker-registry", url = registry.Url.ToString(), username = "upstream", password = "of-the-registry" });
        var space = await server.SendAsync(HttpMethod.Post, "registries/vault/spaces", new { name = "team", visibility = "private" });
        var path = $"spaces/{space!["id"]!.GetValue<string>()}/workspaces/{Workspace}";
        return (await BindAsync(server, cluster, path, "bench-after-first"), await BindAsync(server, cluster, path, "bench-after-second"));
    }

    // A namespace that joins afterwards stands last in the queue: when it is ready, all that the bind set off has been done. It takes two writes itself.
    private static async Task<long> BindAsync(BenchmarkServer server, KubernetesCluster cluster, string path, string after)
    {
        await cluster.CreateNamespaceAsync(after, CancellationToken.None);
        var before = await WritesAsync(cluster);
        await server.SendAsync(HttpMethod.Put, path);
        await JoinAsync(server, [after]);
        return await WritesAsync(cluster) - before - 2;
    }

    private static async Task<long> WritesAsync(KubernetesCluster cluster)
    {
        var (_, metrics) = await cluster.Admin.TrySendAsync(HttpMethod.Get, "/metrics", null, CancellationToken.None);
        return metrics.Split('\n')
            .Where(line => line.StartsWith("apiserver_request_total{", StringComparison.Ordinal))
            .Where(line => line.Contains("resource=\"secrets\"", StringComparison.Ordinal) || line.Contains("resource=\"serviceaccounts\"", StringComparison.Ordinal))
            .Where(line => WriteVerbs.Any(verb => line.Contains($"verb=\"{verb}\"", StringComparison.Ordinal)))
            .Sum(line => long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    private static Task<RoadsteadDb> OpenAsync(BenchmarkServer server) =>
        server.Services.GetRequiredService<IDbContextFactory<RoadsteadDb>>().CreateDbContextAsync(CancellationToken.None);

    private static async Task CommitAsync(BenchmarkServer server, RoadsteadDb db)
    {
        var result = await server.Services.GetRequiredService<ChangeService>().CommitAsync(db, new AuditDraft("bench.change", Workspace), CancellationToken.None);
        if (!result.IsCommitted)
            throw new InvalidOperationException($"Not committed: {result}.");
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
