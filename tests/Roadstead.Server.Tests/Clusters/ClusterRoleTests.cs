using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Configuration;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Testing;
using Roadstead.Testing.Kubernetes;

namespace Roadstead.Server.Tests.Clusters;

/// <summary>deploy/cluster-role.yaml: minimal, each rule with its reason, and known to the server rule by rule.</summary>
public sealed class ClusterRoleTests(SharedKubernetes kubernetes)
{
    private const string Roles = "/apis/rbac.authorization.k8s.io/v1/clusterroles/";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Role_EveryRule_HasItsReasonBesideIt()
    {
        var lines = (await TextAsync()).Split('\n');
        var rules = Enumerable.Range(0, lines.Length).Where(i => lines[i].StartsWith("  - apiGroups:", StringComparison.Ordinal)).ToList();

        Assert.True(rules.Count > 5);
        Assert.All(rules, i => Assert.StartsWith("  # ", lines[i - 1], StringComparison.Ordinal));
        Assert.DoesNotContain("*", await TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindMissing_RoleWithoutOneRule_NamesExactlyThatRule()
    {
        var cluster = await kubernetes.ClusterAsync(Cancel);
        var text = await TextAsync();
        var parts = text.Split("  - apiGroups:");
        for (var left = 1; left < parts.Length; left++)
        {
            var rule = parts[left];
            if (rule.Contains("selfsubjectaccessreviews", StringComparison.Ordinal))
                continue; // whoever is signed in may ask
            var name = $"without-rule-{left}";
            var role = string.Join("  - apiGroups:", parts.Where((_, i) => i != left)).Replace("name: roadstead", $"name: {name}", StringComparison.Ordinal);
            await cluster.Admin.ApplyAsync(Roles + name, role, Cancel);
            var kubeconfig = await cluster.UserKubeconfigAsync($"role-tester-{left}", name, null, Cancel);
            using var client = new KubernetesClient(Kubeconfig.Parse(kubeconfig, new KubeconfigOptions()).Value, new KubernetesClientOptions(), TimeProvider.System);
            var expected = Words(rule, "resources").SelectMany(resource => Words(rule, "verbs").Select(verb => $"{verb} {resource}")).Order(StringComparer.Ordinal).ToList();

            // The API server takes a moment to know of a new role.
            IReadOnlyList<string> missing = [];
            await Eventually.TrueAsync(
                async () => (missing = await ClusterRights.FindMissingAsync(client, Cancel)).Order(StringComparer.Ordinal).SequenceEqual(expected),
                $"the rights of rule {left} are missed and no others ({string.Join(", ", expected)})",
                Cancel);
            Assert.Equal(missing.Any(right => right.EndsWith(" pods", StringComparison.Ordinal) || right.EndsWith(" namespaces", StringComparison.Ordinal)), ClusterRights.IsBlind(missing));
        }
    }

    private static async Task<string> TextAsync()
    {
        using var reader = new StreamReader(typeof(ClusterRights).Assembly.GetManifestResourceStream("cluster-role.yaml")!);
        return await reader.ReadToEndAsync(Cancel);
    }

    private static string[] Words(string rule, string key) =>
        rule.Split('\n').Single(line => line.Trim().StartsWith($"{key}: [", StringComparison.Ordinal)).Split('[')[1].Split(']')[0].Split(',', StringSplitOptions.TrimEntries);
}
