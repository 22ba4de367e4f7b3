using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Roadstead.EndToEnd.Tests.Truth;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.EndToEnd.Tests.Kills;

/// <summary>Compares what a cluster holds with what the store says.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="server">The server.</param>
/// <param name="name">The cluster's name.</param>
/// <param name="namespaces">All namespaces that may join.</param>
/// <param name="image">Path of a private image at the gateway.</param>
internal sealed class ClusterWatcher(KubernetesCluster cluster, RoadsteadProcess server, string name, IReadOnlyList<string> namespaces, string image)
{
    private const string PullSecret = "roadstead-pull";
    private readonly HashSet<string> seen = [];

    /// <summary>What the store says, by the API alone.</summary>
    public async Task<ClusterFacts> StoredAsync(CancellationToken cancellationToken)
    {
        var joined = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in await server.Admin.ListAsync($"/api/v1/clusters/{name}/namespaces", cancellationToken))
        {
            if ((string?)item["workspace"] is { } workspace)
            {
                joined[(string)item["namespace"]!] = workspace;
            }
        }

        var space = (await server.Admin.ListAsync("/api/v1/registries/guarded/spaces", cancellationToken)).Single(space => (string?)space["name"] == TruthWorld.PrivateSpace);
        var bound = space["workspaces"]!.AsArray().Where(binding => (string?)binding!["state"] != "removing").Select(binding => (string)binding!["name"]!);
        var admission = (string)(await server.Admin.ReadAsync($"/api/v1/clusters/{name}", cancellationToken))["admission"]!;
        return new ClusterFacts(joined, new SortedSet<string>(bound, StringComparer.Ordinal), admission);
    }

    /// <summary>What in the cluster is not as the store says; empty when all is.</summary>
    public async Task<string> DifferencesAsync(ClusterFacts facts, CancellationToken cancellationToken)
    {
        var differences = new List<string>();
        var secrets = await SecretsAsync(cancellationToken);
        var accounts = (await cluster.Admin.GetAsync("/api/v1/serviceaccounts", cancellationToken))["items"]!.AsArray();
        seen.UnionWith(secrets.Values.SelectMany(logins => logins));
        foreach (var ns in namespaces)
        {
            var isJoined = facts.Namespaces.TryGetValue(ns, out var workspace);
            if (isJoined != secrets.ContainsKey(ns))
            {
                differences.Add($"{ns}: pull secret {(isJoined ? "missing" : "left over")}");
            }

            var account = accounts.Single(item => (string?)item!["metadata"]!["namespace"] == ns && (string?)item["metadata"]!["name"] == "default")!;
            if (isJoined != (account["imagePullSecrets"]?.AsArray().Count(secret => (string?)secret!["name"] == PullSecret) == 1))
            {
                differences.Add($"{ns}: the service account {(isJoined ? "does not refer to the secret" : "still refers to it")}: {account.ToJsonString()}");
            }

            foreach (var login in secrets.GetValueOrDefault(ns, []))
            {
                var (isKnown, mayPull) = await AskAsync(login, cancellationToken);
                if (!isKnown || mayPull != facts.Bound.Contains(workspace ?? ""))
                {
                    differences.Add($"{ns}: its login is {(isKnown ? "known" : "unknown")} and {(mayPull ? "pulls" : "does not pull")}");
                }
            }
        }

        differences.AddRange(secrets.Keys.Except(namespaces).Select(ns => $"{ns}: a secret that nobody asked for"));
        foreach (var login in seen.Except(secrets.Values.SelectMany(logins => logins)))
        {
            if ((await AskAsync(login, cancellationToken)).IsKnown)
            {
                differences.Add($"the login {login.Split(':')[0]}, which no secret holds any more, is still good");
            }
        }

        differences.AddRange(await WebhooksAsync(facts.Admission, cancellationToken));
        return string.Join('\n', differences);
    }

    // By what it is marked with, wherever it is: an orphan has no other name.
    private async Task<Dictionary<string, IReadOnlyList<string>>> SecretsAsync(CancellationToken cancellationToken)
    {
        var marked = await cluster.Admin.GetAsync("/api/v1/secrets?labelSelector=app.kubernetes.io/managed-by%3Droadstead", cancellationToken);
        return marked["items"]!.AsArray().ToDictionary(secret => (string)secret!["metadata"]!["namespace"]!, secret => LoginsOf(secret!));
    }

    private static IReadOnlyList<string> LoginsOf(JsonNode secret)
    {
        var config = JsonNode.Parse(Convert.FromBase64String((string)secret["data"]![".dockerconfigjson"]!))!;
        return [.. config["auths"]!.AsObject().Select(entry => Encoding.UTF8.GetString(Convert.FromBase64String((string)entry.Value!["auth"]!))).Distinct()];
    }

    private async Task<(bool IsKnown, bool MayPull)> AskAsync(string login, CancellationToken cancellationToken)
    {
        using var client = new ApiClient(server.Url, new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login))));
        var answer = await client.GetAsync($"/v2/{image}/manifests/1", cancellationToken);
        return (answer.Status is not HttpStatusCode.Unauthorized, answer.Status is HttpStatusCode.OK);
    }

    private async Task<IReadOnlyList<string>> WebhooksAsync(string admission, CancellationToken cancellationToken)
    {
        var differences = new List<string>();
        foreach (var sort in new[] { "validating", "mutating" })
        {
            var found = (await cluster.Admin.GetAsync($"/apis/admissionregistration.k8s.io/v1/{sort}webhookconfigurations", cancellationToken))["items"]!.AsArray();
            if (found.Count != (admission == "off" ? 0 : 1))
            {
                differences.Add($"{found.Count} {sort} webhook configurations while admission is {admission}");
            }
        }

        if (!await new AdmissionProbe(cluster, namespaces[0]).IsAsync(admission, cancellationToken))
        {
            differences.Add($"admission does not act as {admission}");
        }

        return differences;
    }
}
