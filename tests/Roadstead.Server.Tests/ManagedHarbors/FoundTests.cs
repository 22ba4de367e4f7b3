using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Clusters;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.ManagedHarbors;

/// <summary>Harbors that somebody else made: seen, and nothing more until an admin says so.</summary>
[Collection(OperatedCluster.Collection)]
public sealed class FoundTests(OperatedCluster cluster)
{
    private const string Looker = """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: found-looker
        rules:
          - apiGroups: [""]
            resources: [namespaces, pods]
            verbs: [get, list, watch]

        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_HarborCluster_of_somebody_else_is_seen_to_come_to_move_and_to_go()
    {
        await using var host = await cluster.StartAsync();
        await cluster.NamespaceAsync("found-operator");
        await cluster.SecretAsync("found-operator", "their-password", ("secret", "Their-Pass-1"));
        await cluster.MakeHarborAsync("found-operator", "theirs.prod", "http://theirs.test", "their-password");

        await host.InstanceAsync("found-operator", "theirs.prod", "creating", "not-taken-up");
        var harbor = await host.BecomesAsync("found-operator", "theirs.prod", found => (string?)found["externalUrl"] == "http://theirs.test", "its address is known");
        Assert.Equal(("operator", "2.5.3"), ((string?)harbor["source"], (string?)harbor["version"]));
        Assert.False((bool)harbor["madeHere"]!);
        Assert.Null(harbor["settings"]);
        await cluster.SayHealthyAsync("found-operator", "theirs.prod");
        harbor = await host.InstanceAsync("found-operator", "theirs.prod", "ready");
        Assert.Equal("not-asked", (string?)(await host.IntegrationAsync("found-operator", "theirs.prod", "not-asked"))["integration"]!["state"]);
        Assert.Null(harbor["registry"]);

        await cluster.Cluster.Admin.PatchAsync(OperatedCluster.HarborPath("found-operator", "theirs.prod"), JsonNode.Parse("""{"spec":{"externalURL":"http://moved.test"}}""")!, Cancel);
        await host.BecomesAsync("found-operator", "theirs.prod", moved => (string?)moved["externalUrl"] == "http://moved.test", "it moved");

        await host.Admin.SendRefusedAsync(HttpMethod.Patch, HarborCalls.Path("found-operator", "theirs.prod"), new { replicas = 2 }, HttpStatusCode.Conflict, "harbor-not-made-here");
        await host.Admin.SendRefusedAsync(HttpMethod.Delete, HarborCalls.Path("found-operator", "theirs.prod"), null, HttpStatusCode.Conflict, "harbor-not-made-here");
        await cluster.Cluster.Admin.DeleteAsync(OperatedCluster.HarborPath("found-operator", "theirs.prod"), Cancel);
        await host.GoneAsync("found-operator", "theirs.prod");
    }

    [Fact]
    public async Task A_label_of_ours_on_an_object_of_others_gives_no_consent()
    {
        await using var host = await cluster.StartAsync();
        await host.MakeAsync(HarborCalls.Body("found-label", "real"));
        await host.InstanceAsync("found-label", "real", "creating");
        var labels = (await cluster.FindHarborAsync("found-label", "real"))!["metadata"]!;
        await cluster.MakeHarborAsync("found-label", "forged", "http://forged.test", "real-admin");
        await cluster.Cluster.Admin.PatchAsync(
            OperatedCluster.HarborPath("found-label", "forged"),
            new JsonObject { ["metadata"] = new JsonObject { ["labels"] = labels["labels"]!.DeepClone(), ["annotations"] = labels["annotations"]!.DeepClone() } },
            Cancel);
        await cluster.SayHealthyAsync("found-label", "forged");

        var harbor = await host.InstanceAsync("found-label", "forged", "ready");

        Assert.False((bool)harbor["madeHere"]!);
        await host.IntegrationAsync("found-label", "forged", "not-asked");
    }

    [Fact]
    public async Task A_Harbor_that_Helm_installed_is_seen_with_its_address_and_its_release()
    {
        await using var host = await cluster.StartAsync();
        await cluster.NamespaceAsync("found-helm");
        await cluster.InstallReleaseAsync("found-helm", "shop", "https://helm.test", "Helm-Pass-1");

        // Its address and its release come with other objects than its pods.
        var harbor = await host.BecomesAsync(
            "found-helm",
            "shop",
            harbor => ("ready", "helm", "https://helm.test", "2.9.5") == ((string?)harbor["instance"]!["state"], (string?)harbor["source"], (string?)harbor["externalUrl"], (string?)harbor["version"]),
            "it is ready, with its address and its release");
        Assert.False((bool)harbor["madeHere"]!);
        Assert.Equal("not-asked", (string?)harbor["integration"]!["state"]);
        Assert.Contains("shop", (await host.Admin.GetOkAsync(HarborCalls.Route + "?cluster=lab&q=helm.test"))["items"]!.AsArray().Select(item => (string)item!["name"]!));

        await cluster.Cluster.Admin.PatchAsync("/apis/apps/v1/namespaces/found-helm/deployments/shop-harbor-core/status", JsonNode.Parse("""{"status":{"readyReplicas":0,"availableReplicas":0}}""")!, Cancel);
        await host.InstanceAsync("found-helm", "shop", "creating", "no-pods");
        await cluster.Cluster.Admin.DeleteAsync("/apis/apps/v1/namespaces/found-helm/deployments/shop-harbor-core", Cancel);
        await host.GoneAsync("found-helm", "shop");
    }

    [Fact]
    public async Task Missing_rights_are_named_and_leave_the_cluster_connected()
    {
        await using var host = await cluster.StartAsync(connect: false);
        await cluster.NamespaceAsync("found-rights");
        await cluster.MakeHarborAsync("found-rights", "unseen", "http://unseen.test", "any");
        await cluster.Cluster.Admin.ApplyAsync("/apis/rbac.authorization.k8s.io/v1/clusterroles/found-looker", Looker, Cancel);
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "lab", kubeconfig = await cluster.Cluster.UserKubeconfigAsync("found-viewer", "found-looker", null, Cancel) });

        var seen = await host.StatusAsync("lab", "connected", "rights-missing");

        Assert.Contains("watch harborclusters", (string)seen["message"]!, StringComparison.Ordinal);
        Assert.Contains("create certificates", (string)seen["message"]!, StringComparison.Ordinal);
        Assert.Equal(0, (int)(await host.Admin.GetOkAsync(HarborCalls.Route + "?q=unseen"))["total"]!);
        var problem = await host.Admin.SendRefusedAsync(HttpMethod.Post, HarborCalls.Route, HarborCalls.Body("found-rights", "one"), HttpStatusCode.UnprocessableEntity, "prerequisites-missing");
        Assert.Contains("rights", problem["missing"]!.AsArray().Select(missing => (string)missing!["name"]!));

        // Given, they are enough without a new start.
        await cluster.Cluster.KubeconfigForRoadsteadAsync(Cancel);
        await cluster.Cluster.UserKubeconfigAsync("found-viewer", "roadstead", null, Cancel);
        await host.InstanceAsync("found-rights", "unseen", "creating");
        await host.StatusAsync("lab", "connected", null);
    }

    [Fact]
    public async Task An_operator_that_is_installed_later_is_noticed_and_one_that_is_removed_as_well()
    {
        await using var host = await cluster.StartAsync();
        await host.MakeAsync(HarborCalls.Body("found-later", "main"));
        await host.InstanceAsync("found-later", "main", "creating");
        await cluster.Cluster.Admin.DeleteAsync(OperatedCluster.TypesPath + "harborclusters.goharbor.io", Cancel);
        try
        {
            var harbor = await host.InstanceAsync("found-later", "main", "pending", "operator-missing");
            Assert.Contains("Install the Harbor operator", (string)harbor["instance"]!["message"]!, StringComparison.Ordinal);
            await host.StatusAsync("lab", "connected", null);
        }
        finally
        {
            await cluster.InstallTypeAsync("harborclusters.goharbor.io");
        }

        await host.InstanceAsync("found-later", "main", "creating");
        await host.StatusAsync("lab", "connected", null);
    }

    [Fact]
    public async Task Harbors_outlive_the_disconnection_of_their_cluster_and_are_found_when_it_comes_back()
    {
        await using var host = await cluster.StartAsync();
        await host.MakeAsync(HarborCalls.Body("found-leave", "main"));
        await host.InstanceAsync("found-leave", "main", "creating");

        await host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/clusters/lab");
        await Eventually.TrueAsync(async () => (int)(await host.Admin.GetOkAsync("/api/v1/leaving-clusters"))["total"]! == 0, "the cluster is left", Cancel, TimeSpan.FromSeconds(60));
        await host.GoneAsync("found-leave", "main");
        Assert.NotNull(await cluster.FindHarborAsync("found-leave", "main"));

        await host.ConnectAsync(cluster.Cluster, "lab");
        Assert.False((bool)(await host.InstanceAsync("found-leave", "main", "creating"))["madeHere"]!);
    }
}
