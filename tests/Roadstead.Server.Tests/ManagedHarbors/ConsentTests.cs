using System.Text.Json.Nodes;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing.Harbor;

namespace Roadstead.Server.Tests.ManagedHarbors;

/// <summary>Harbors that somebody else made become registries when an admin says so, and not before.</summary>
[Collection(OperatedCluster.Collection)]
public sealed class ConsentTests(OperatedCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Consent_for_a_cluster_integrates_what_was_found_there_and_follows_it()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "consent-cluster");
        await world.FindAsync("theirs");
        await world.Host.IntegrationAsync("consent-cluster", "theirs", "not-asked");
        Assert.DoesNotContain(world.Harbor.Calls, call => call.ToString().Contains("users/current", StringComparison.Ordinal));

        var edited = await world.Host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/clusters/lab", new { foundHarbors = "integrate" });
        Assert.Equal("integrate", (string?)edited["foundHarbors"]);
        var registry = await world.RegistryOfAsync("theirs");
        Assert.Equal(("theirs", "managed"), ((string?)registry["name"], (string?)registry["origin"]));

        world.Harbor.State.Users.Admin.Password = "Their-Pass-2";
        await cluster.SecretAsync("consent-cluster", "theirs-theirs", ("secret", "Their-Pass-2"));
        await cluster.Cluster.Admin.PatchAsync(OperatedCluster.HarborPath("consent-cluster", "theirs"), new JsonObject { ["spec"] = new JsonObject { ["externalURL"] = world.UrlByName } }, Cancel);
        await cluster.SayHealthyAsync("consent-cluster", "theirs");
        await world.EventuallyAsync(async () => (string?)(await world.Host.Admin.GetOkAsync("/api/v1/registries/theirs"))["url"] == world.UrlByName, "the registry moves with it");
        await world.HealthyAsync("theirs");
    }

    [Fact]
    public async Task One_that_goes_takes_its_registry_along_unless_somebody_is_bound_to_it()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "consent-gone");
        await world.FindAsync("theirs");
        await world.Host.Admin.SendOkAsync(HttpMethod.Post, HarborCalls.Path("consent-gone", "theirs") + "/integrate");
        await world.RegistryOfAsync("theirs");
        var space = await world.BindAsync("theirs");

        await cluster.Cluster.Admin.DeleteAsync(OperatedCluster.HarborPath("consent-gone", "theirs"), Cancel);
        var harbor = await world.Host.IntegrationAsync("consent-gone", "theirs", "failing", "still-bound");
        Assert.Equal("gone", (string?)harbor["instance"]!["state"]);
        Assert.Contains("blue", (string)harbor["integration"]!["message"]!, StringComparison.Ordinal);
        Assert.Equal(["theirs"], await world.RegistriesAsync());

        await world.ChangeAsync(db => db.Bindings.RemoveRange(db.Bindings.Where(binding => binding.SpaceId == space)));
        await world.Host.GoneAsync("consent-gone", "theirs");
        Assert.Empty(await world.RegistriesAsync());
        Assert.Equal([world.Harbor.Host], await world.RemovedHostsAsync());
    }

    [Fact]
    public async Task A_release_of_Helm_is_integrated_with_the_password_of_its_core()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "consent-helm");
        await cluster.InstallReleaseAsync("consent-helm", "shop.one", world.Url, world.Harbor.Admin.Password);
        await world.Host.IntegrationAsync("consent-helm", "shop.one", "not-asked");

        await world.Host.Admin.SendOkAsync(HttpMethod.Post, HarborCalls.Path("consent-helm", "shop.one") + "/integrate");

        var registry = await world.RegistryOfAsync("shop.one");
        Assert.Equal(("shop-one", "managed"), ((string?)registry["name"], (string?)registry["origin"]));
    }

    [Fact]
    public async Task Withdrawn_consent_takes_nothing_away_and_follows_nothing_any_more()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "consent-back");
        await world.Host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/clusters/lab", new { foundHarbors = "integrate" });
        await world.FindAsync("theirs");
        await world.RegistryOfAsync("theirs");

        await world.Host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/clusters/lab", new { foundHarbors = "ignore" });

        await world.Host.IntegrationAsync("consent-back", "theirs", "integrated", "not-followed");
        Assert.Contains("theirs", await world.RegistriesAsync());
    }

    [Fact]
    public async Task A_second_Harbor_that_claims_the_address_of_a_registry_decides_nothing_about_it()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "consent-claim");
        await using var elsewhere = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false });
        await world.FindAsync("honest");
        await world.Host.Admin.SendOkAsync(HttpMethod.Post, HarborCalls.Path("consent-claim", "honest") + "/integrate");
        await world.RegistryOfAsync("honest");

        await world.FindAsync("claims");
        await world.Host.Admin.SendOkAsync(HttpMethod.Post, HarborCalls.Path("consent-claim", "claims") + "/integrate");
        Assert.Equal("honest", (string?)(await world.Host.IntegrationAsync("consent-claim", "claims", "integrated", "of-another"))["registry"]);

        // It moves to where its maker wants the platform's images to come from.
        await cluster.SecretAsync("consent-claim", "claims-theirs", ("secret", elsewhere.Admin.Password));
        await cluster.Cluster.Admin.PatchAsync(OperatedCluster.HarborPath("consent-claim", "claims"), new JsonObject { ["spec"] = new JsonObject { ["externalURL"] = elsewhere.Url.ToString() } }, Cancel);
        await cluster.SayHealthyAsync("consent-claim", "claims");
        await world.Host.BecomesAsync("consent-claim", "claims", harbor => (string?)harbor["externalUrl"] == elsewhere.Url.ToString() && (string?)harbor["instance"]!["state"] == "ready", "it moved");
        await world.Host.Admin.SendOkAsync(HttpMethod.Post, HarborCalls.Path("consent-claim", "claims") + "/integrate");
        await world.Host.IntegrationAsync("consent-claim", "claims", "integrated", "of-another");
        await cluster.Cluster.Admin.DeleteAsync(OperatedCluster.HarborPath("consent-claim", "claims"), Cancel);
        await world.Host.GoneAsync("consent-claim", "claims");

        var registry = await world.Host.Admin.GetOkAsync("/api/v1/registries/honest");
        Assert.Equal(world.Url, (string?)registry["url"]);
        Assert.Equal(["honest"], await world.RegistriesAsync());
        Assert.Empty(elsewhere.Calls);
    }

    [Fact]
    public async Task Without_the_right_to_read_secrets_Harbors_are_seen_and_what_their_integration_lacks_is_named()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "consent-rights");
        using var reader = new StreamReader(typeof(ClusterRights).Assembly.GetManifestResourceStream("cluster-role.yaml")!);
        var role = (await reader.ReadToEndAsync(Cancel)).Replace("name: roadstead", "name: consent-no-secrets", StringComparison.Ordinal).Replace("verbs: [get, list, watch, create, update, delete]", "verbs: [list, watch]", StringComparison.Ordinal);
        await cluster.Cluster.Admin.ApplyAsync("/apis/rbac.authorization.k8s.io/v1/clusterroles/consent-no-secrets", role, Cancel);
        await world.Host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/clusters/lab", new { kubeconfig = await cluster.Cluster.UserKubeconfigAsync("consent-tester", "consent-no-secrets", null, Cancel) });
        await world.FindAsync("theirs");
        await world.Host.IntegrationAsync("consent-rights", "theirs", "not-asked");

        await world.Host.Admin.SendOkAsync(HttpMethod.Post, HarborCalls.Path("consent-rights", "theirs") + "/integrate");

        var harbor = await world.Host.IntegrationAsync("consent-rights", "theirs", "failing", "forbidden");
        Assert.Contains("secrets", (string)harbor["integration"]!["message"]!, StringComparison.Ordinal);
        Assert.Equal("ready", (string?)harbor["instance"]!["state"]);
    }
}
