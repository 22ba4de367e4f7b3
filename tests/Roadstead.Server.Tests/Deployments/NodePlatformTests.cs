using System.Text.Json.Nodes;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Tests.Console.Team;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Deployments;

/// <summary>What the nodes of a cluster say to an image, by the API and beside the form that deploys it.</summary>
[Collection(OneDeploymentWorld.Name)]
public sealed class NodePlatformTests(DeploymentWorld world)
{
    private const string Cluster = "/api/v1/clusters/kube";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tag_that_no_node_can_run_is_told_until_there_is_one_and_without_the_right_to_look_nothing_is_said()
    {
        var ns = await world.NamespaceAsync();
        var image = Uri.EscapeDataString(world.Image[..world.Image.LastIndexOf(':')]);
        var tags = $"/api/v1/namespaces/kube/{ns}/tags?image={image}&q=v1";
        using var ed = await Person.SignInAsync(world.Host, "ed");
        await AddNodeAsync("platforms-1", "riscv64");
        try
        {
            await Eventually.TrueAsync(async () => Fit(await world.Ed.GetOkAsync(tags)) == ("none", "linux/riscv64"), "no node can run it", Cancellation);
            Assert.Contains("linux/riscv64", await ed.PageAsync($"/images/kube/{ns}/choose/tags/rows?image={image}", asFragment: true), StringComparison.Ordinal);
            Assert.Contains("No node of the cluster can run it", await ed.PageAsync($"/deployments/kube/{ns}/-/new?image={Uri.EscapeDataString(world.Image)}"), StringComparison.Ordinal);
            Assert.Contains("No node of the cluster can run it", await ed.PageAsync($"/images/kube/{ns}/choose/notes?image={Uri.EscapeDataString(world.Image)}", asFragment: true), StringComparison.Ordinal);
            Assert.Contains("Runs on no node", await ed.PageAsync($"/images/kube/{ns}/tags?image={image}"), StringComparison.Ordinal);

            await AddNodeAsync("platforms-2", "amd64");
            await Eventually.TrueAsync(
                async () => Fit(await world.Ed.GetOkAsync(tags)) == ("some", "linux/riscv64") && Platforms(await world.Host.Admin.GetOkAsync(Cluster)) == "linux/amd64,linux/riscv64", "one of two nodes can", Cancellation);

            await world.Host.Admin.SendOkAsync(HttpMethod.Patch, Cluster, new { kubeconfig = await WithoutNodesAsync() });
            await Eventually.TrueAsync(
                async () => await world.Host.Admin.GetOkAsync(Cluster) is var cluster && (string?)cluster["status"] == "connected" && (string?)cluster["reason"] == "rights-missing"
                    && ((string?)cluster["message"])!.Contains("list nodes", StringComparison.Ordinal) && Platforms(cluster) is null && Fit(await world.Ed.GetOkAsync(tags)) == (null, ""),
                "nothing is known of nodes, and the missing right is named", Cancellation);
        }
        finally
        {
            foreach (var name in new[] { "platforms-1", "platforms-2" })
            {
                if (await world.Cluster.Admin.FindAsync($"/api/v1/nodes/{name}", Cancellation) is not null)
                    await world.Cluster.Admin.DeleteAsync($"/api/v1/nodes/{name}", Cancellation);
            }

            await world.Host.Admin.SendOkAsync(HttpMethod.Patch, Cluster, new { kubeconfig = await world.Cluster.KubeconfigForRoadsteadAsync(Cancellation) });
            await Eventually.TrueAsync(
                async () => await world.Host.Admin.GetOkAsync(Cluster) is var cluster && (string?)cluster["status"] == "connected" && cluster["reason"] is null && Platforms(cluster) is not null, "the cluster is as it was", Cancellation);
        }
    }

    // Nothing is scheduled to it: it is there to be looked at.
    private async Task AddNodeAsync(string name, string architecture)
    {
        await world.Cluster.Admin.CreateAsync("/api/v1/nodes", JsonNode.Parse($$"""{"metadata":{"name":"{{name}}"},"spec":{"unschedulable":true} }""")!, Cancellation);
        await world.Cluster.Admin.PatchAsync(
            $"/api/v1/nodes/{name}/status",
            JsonNode.Parse($$"""{"status":{"nodeInfo":{"machineID":"","systemUUID":"","bootID":"","kernelVersion":"","osImage":"","containerRuntimeVersion":"","kubeletVersion":"v1.20.2","kubeProxyVersion":"","operatingSystem":"linux","architecture":"{{architecture}}"} } }""")!,
            Cancellation);
    }

    private async Task<string> WithoutNodesAsync()
    {
        using var reader = new StreamReader(typeof(ClusterRights).Assembly.GetManifestResourceStream("cluster-role.yaml")!);
        var rules = (await reader.ReadToEndAsync(Cancellation)).Split("  - apiGroups:");
        var role = string.Join("  - apiGroups:", rules.Where(rule => !rule.Contains("resources: [nodes]", StringComparison.Ordinal))).Replace("name: roadstead", "name: without-nodes", StringComparison.Ordinal);
        await world.Cluster.Admin.ApplyAsync("/apis/rbac.authorization.k8s.io/v1/clusterroles/without-nodes", role, Cancellation);
        return await world.Cluster.UserKubeconfigAsync("platform-tester", "without-nodes", null, Cancellation);
    }

    private static (string? Fit, string Missing) Fit(JsonNode tags) =>
        ((string?)tags["items"]![0]!["nodeFit"], string.Join(',', tags["items"]![0]!["missingPlatforms"]!.AsArray().Select(platform => (string)platform!)));

    private static string? Platforms(JsonNode cluster) => cluster["platforms"] is JsonArray platforms ? string.Join(',', platforms.Select(platform => (string)platform!)) : null;
}
