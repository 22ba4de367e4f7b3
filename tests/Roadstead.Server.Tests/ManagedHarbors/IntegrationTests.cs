using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Server.Tests.Registries;
using Roadstead.Testing;
using Roadstead.Testing.Harbor;

namespace Roadstead.Server.Tests.ManagedHarbors;

/// <summary>Harbors that Roadstead made become registries by themselves, and the registries follow them.</summary>
[Collection(OperatedCluster.Collection)]
public sealed class IntegrationTests(OperatedCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Harbor_that_is_ready_becomes_one_healthy_registry_by_itself()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "int-self");

        var registry = await world.IntegratedAsync("harbor");

        Assert.Equal(("harbor", "managed", "harbor", "platform"), ((string?)registry["name"], (string?)registry["origin"], (string?)registry["type"], (string?)registry["scope"]));
        Assert.Equal((world.Url, "admin"), ((string?)registry["url"], (string?)registry["username"]));
        Assert.Equal("healthy", (string?)registry["status"]);
        Assert.Equal(["harbor"], await world.RegistriesAsync());
        var harbor = await world.Host.HarborAsync("int-self", "harbor");
        Assert.Equal(("ready", "integrated", "harbor", "healthy"), ((string?)harbor["instance"]!["state"], (string?)harbor["integration"]!["state"], (string?)harbor["registry"], (string?)harbor["registryStatus"]));
        var audit = (await world.Host.Admin.GetOkAsync("/api/v1/audit?action=registry.integrate"))["items"]!.AsArray();
        Assert.Equal("system", (string?)Assert.Single(audit)!["actor"]);
        Assert.DoesNotContain(world.Host.Logs.Lines, line => line.Contains(world.Harbor.Admin.Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_is_taken_gets_a_number()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "int-name");
        await using var other = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false });
        await world.Host.Admin.IntegrateAsync(new { name = "harbor", type = "harbor", url = other.Url.ToString(), username = "admin", password = other.Admin.Password });

        var registry = await world.IntegratedAsync("harbor");

        Assert.Equal("harbor-2", (string?)registry["name"]);
    }

    [Fact]
    public async Task A_Harbor_that_was_integrated_by_hand_gets_no_second_entry_and_stays_in_the_admins_hands()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "int-hand");
        await world.Host.Admin.IntegrateAsync(new { name = "mine", type = "harbor", url = world.Url, username = "admin", password = world.Harbor.Admin.Password });

        await world.MakeAsync("harbor");
        var harbor = await world.Host.IntegrationAsync("int-hand", "harbor", "integrated", "by-hand");
        Assert.Equal("mine", (string?)harbor["registry"]);
        Assert.Equal(["mine"], await world.RegistriesAsync());
        Assert.Equal("integrated", (string?)(await world.Host.Admin.GetOkAsync("/api/v1/registries/mine"))["origin"]);

        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, HarborCalls.Path("int-hand", "harbor"));
        await world.Host.GoneAsync("int-hand", "harbor");
        Assert.Equal(["mine"], await world.RegistriesAsync());
    }

    [Fact]
    public async Task One_that_was_integrated_under_another_name_gets_no_second_entry_either()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "int-other");
        await world.Host.Admin.IntegrateAsync(new { name = "mine", type = "harbor", url = world.UrlByName, username = "admin", password = world.Harbor.Admin.Password });

        await world.MakeAsync("harbor");

        Assert.Equal("mine", (string?)(await world.Host.IntegrationAsync("int-other", "harbor", "integrated", "by-hand"))["registry"]);
        Assert.Equal(["mine"], await world.RegistriesAsync());
    }

    [Fact]
    public async Task Being_killed_between_integrating_and_noting_it_makes_no_second_entry()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "int-kill");
        var before = await world.IntegratedAsync("harbor");

        await world.ChangeAsync(db => db.ManagedHarbors.Single(row => row.Namespace == "int-kill").RegistryId = null);

        var after = await world.RegistryOfAsync("harbor");
        Assert.Equal((string?)before["id"], (string?)after["id"]);
        Assert.Equal(["harbor"], await world.RegistriesAsync());
    }

    [Fact]
    public async Task A_password_that_changed_is_followed_wherever_it_was_told()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "int-password");
        await world.IntegratedAsync("harbor");

        world.Harbor.State.Users.Admin.Password = "Second-Pass-2";
        await world.Host.Admin.SendOkAsync(HttpMethod.Patch, HarborCalls.Path("int-password", "harbor"), new { adminPassword = "Second-Pass-2" });
        await FollowedAsync(world, 1);
        await world.EventuallyAsync(async () => await PasswordAsync("int-password", "harbor-admin") == "Second-Pass-2", "the secret has it");

        world.Harbor.State.Users.Admin.Password = "Third-Pass-3";
        await cluster.Cluster.Admin.PatchAsync("/api/v1/namespaces/int-password/secrets/harbor-admin", JsonNode.Parse("""{"data":{"secret":"VGhpcmQtUGFzcy0z"}}""")!, Cancel);
        await FollowedAsync(world, 2);
        await world.HealthyAsync("harbor");
        Assert.Equal("Third-Pass-3", await PasswordAsync("int-password", "harbor-admin"));
    }

    [Fact]
    public async Task A_refused_password_is_said_and_tried_again_when_it_changes()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "int-refused");
        var password = world.Harbor.Admin.Password;
        world.Harbor.State.Users.Admin.Password = "Other-Pass-9";
        await world.Host.MakeAsync(Body());
        await world.Host.InstanceAsync("int-refused", "harbor", "creating");
        await cluster.SayHealthyAsync("int-refused", "harbor");

        await world.Host.IntegrationAsync("int-refused", "harbor", "failing", "credentials-rejected");
        Assert.Empty(await world.RegistriesAsync());
        await world.Host.Admin.SendOkAsync(HttpMethod.Patch, HarborCalls.Path("int-refused", "harbor"), new { adminPassword = "Other-Pass-9" });
        await world.RegistryOfAsync("harbor");

        JsonObject Body()
        {
            var body = HarborCalls.Body("int-refused", "harbor", world.Url);
            body["adminPassword"] = password;
            return body;
        }
    }

    [Fact]
    public async Task A_Harbor_that_moves_takes_its_registry_along_and_leaves_the_old_host_as_an_alias()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "int-move");
        var before = await world.IntegratedAsync("harbor");

        await world.Host.Admin.SendOkAsync(HttpMethod.Patch, HarborCalls.Path("int-move", "harbor"), new { externalUrl = world.UrlByName });
        await world.EventuallyAsync(async () => (string?)(await cluster.FindHarborAsync("int-move", "harbor"))!["spec"]!["externalURL"] == world.UrlByName, "the HarborCluster moves");

        await world.EventuallyAsync(async () => (string?)(await world.Host.Admin.GetOkAsync("/api/v1/registries/harbor"))["url"] == world.UrlByName, "so does the registry");
        var after = await world.Host.Admin.GetOkAsync("/api/v1/registries/harbor");
        Assert.Equal((string?)before["id"], (string?)after["id"]);
        Assert.Equal([new Uri(world.UrlByName).Authority, world.Harbor.Host], after["imageHosts"].Texts());
    }

    [Fact]
    public async Task The_authority_of_its_certificate_is_trusted_and_followed()
    {
        using var first = new TestCertificates("first");
        using var certificate = first.Issue();
        await using var world = await IntegrationWorld.StartAsync(cluster, "int-tls", new FakeHarborSettings { Certificate = certificate });
        var body = HarborCalls.Body("int-tls", "harbor", world.UrlByName);
        body["adminPassword"] = world.Harbor.Admin.Password;
        body["access"] = new JsonObject { ["host"] = "harbor.int-tls.test" };
        await world.Host.MakeAsync(body);
        await world.Host.InstanceAsync("int-tls", "harbor", "creating");
        await cluster.SayHealthyAsync("int-tls", "harbor");
        await world.Host.IntegrationAsync("int-tls", "harbor", "failing", "tls-untrusted");

        // What cert-manager puts there in the end.
        await cluster.SecretAsync("int-tls", "harbor-tls", ("ca.crt", first.AuthorityPem));
        var registry = await world.RegistryOfAsync("harbor");
        Assert.Equal(first.AuthorityPem.Trim(), (string?)registry["tls"]!["caCertificate"]);

        using var second = new TestCertificates("second");
        await cluster.SecretAsync("int-tls", "harbor-tls", ("ca.crt", first.AuthorityPem + second.AuthorityPem));
        await world.EventuallyAsync(
            async () => ((string?)(await world.Host.Admin.GetOkAsync("/api/v1/registries/harbor"))["tls"]!["caCertificate"])?.Contains(second.AuthorityPem.Trim(), StringComparison.Ordinal) is true, "the new authority is trusted as well");
    }

    [Fact]
    public async Task A_registry_that_an_admin_removed_comes_back_only_when_somebody_asks()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "int-removed");
        await world.IntegratedAsync("harbor");

        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/registries/harbor");
        var harbor = await world.Host.IntegrationAsync("int-removed", "harbor", "removed");
        Assert.Null(harbor["registry"]);

        // Neither by what happens to the instance, nor by a change of its settings.
        await cluster.SayAsync("int-removed", "harbor", "unhealthy", ("CacheReady", "False", null));
        await world.Host.InstanceAsync("int-removed", "harbor", "failing");
        await world.Host.Admin.SendOkAsync(HttpMethod.Patch, HarborCalls.Path("int-removed", "harbor"), new { replicas = 2 });
        await world.EventuallyAsync(async () => (int?)(await cluster.FindHarborAsync("int-removed", "harbor"))!["spec"]!["core"]!["replicas"] == 2, "the edit is made");
        await cluster.SayHealthyAsync("int-removed", "harbor");
        await world.Host.InstanceAsync("int-removed", "harbor", "ready");
        await world.Host.IntegrationAsync("int-removed", "harbor", "removed");
        Assert.Empty(await world.RegistriesAsync());

        await world.Host.Admin.SendOkAsync(HttpMethod.Post, HarborCalls.Path("int-removed", "harbor") + "/integrate");
        Assert.Equal("managed", (string?)(await world.RegistryOfAsync("harbor"))["origin"]);
        Assert.Empty(await world.RemovedHostsAsync());
    }

    [Fact]
    public async Task Deleting_a_Harbor_asks_for_what_runs_from_it_and_takes_its_registry_along()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "int-delete");
        await world.IntegratedAsync("harbor");
        await world.BindAsync("harbor");
        await world.RunPodAsync("user");
        JsonNode? impact = null;
        await world.EventuallyAsync(
            async () => (impact = (await world.Host.Admin.GetOkAsync("/api/v1/registries/harbor/impact?action=remove")))["workloads"]!.AsArray().Count == 1, "the pod is seen");

        var problem = await world.Host.Admin.SendRefusedAsync(HttpMethod.Delete, HarborCalls.Path("int-delete", "harbor"), null, HttpStatusCode.Conflict, "impact-not-acknowledged");
        Assert.Equal(["harbor"], await world.RegistriesAsync());
        await world.Host.InstanceAsync("int-delete", "harbor", "ready");

        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, $"{HarborCalls.Path("int-delete", "harbor")}?acknowledge={problem["impact"]!["acknowledgement"]}");
        Assert.Empty(await world.RegistriesAsync());
        Assert.Equal([world.Harbor.Host], await world.RemovedHostsAsync());
        await world.Host.GoneAsync("int-delete", "harbor");
        Assert.Null(await cluster.FindHarborAsync("int-delete", "harbor"));
    }

    [Fact]
    public async Task A_Harbor_that_is_as_it_should_be_is_looked_at_and_not_written()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "int-quiet");
        await world.IntegratedAsync("harbor");

        // Its spaces are taken over a moment after it became a registry, and the audit tells of them.
        await world.EventuallyAsync(async () => (await world.Host.Admin.GetOkAsync("/api/v1/registries/harbor/spaces"))["items"]!.AsArray().Count > 0, "its spaces are taken over");
        var (looks, writes) = (0, new ConcurrentQueue<string>());
        using var listener = new MeterListener { InstrumentPublished = (instrument, listening) => { if (instrument.Name == "roadstead.kubernetes.requests") listening.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            var (verb, resource) = (Tag(tags, "verb"), Tag(tags, "resource"));
            if (resource is "harborclusters" or "issuers" or "certificates" or "persistentvolumeclaims" && verb is not ("get" or "list" or "watch"))
                writes.Enqueue($"{verb} {resource}");
            if ((verb, resource) == ("get", "harborclusters"))
                Interlocked.Increment(ref looks);
        });
        var before = (Version(await cluster.FindHarborAsync("int-quiet", "harbor")), Version(await cluster.Cluster.Admin.GetAsync("/api/v1/namespaces/int-quiet/secrets/harbor-admin", Cancel)));
        var edits = (int)(await world.Host.Admin.GetOkAsync("/api/v1/audit"))["total"]!;
        listener.Start();

        // Those of other tests are looked at as often.
        var harbors = (await cluster.Cluster.Admin.GetAsync("/apis/goharbor.io/v1beta1/harborclusters", Cancel))["items"]!.AsArray().Count;
        await world.EventuallyAsync(() => Task.FromResult(Volatile.Read(ref looks) >= 10 * harbors), "it is looked at ten times");

        Assert.Empty(writes);
        Assert.Equal(before, (Version(await cluster.FindHarborAsync("int-quiet", "harbor")), Version(await cluster.Cluster.Admin.GetAsync("/api/v1/namespaces/int-quiet/secrets/harbor-admin", Cancel))));
        Assert.Equal(edits, (int)(await world.Host.Admin.GetOkAsync("/api/v1/audit"))["total"]!);

        static string? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
        {
            foreach (var (key, value) in tags)
            {
                if (key == name)
                    return value as string;
            }

            return null;
        }

        static string? Version(JsonNode? item) => (string?)item!["metadata"]!["resourceVersion"];
    }

    // Edits of the registry that brought a password.
    private static Task FollowedAsync(IntegrationWorld world, int times) => world.EventuallyAsync(
        async () => (await world.Host.Admin.GetOkAsync("/api/v1/audit?action=registry.edit"))["items"]!.AsArray().Count(item => item!["after"]!.ToJsonString().Contains("\"passwordChanged\":true", StringComparison.Ordinal)) == times,
        $"the registry was edited {times} times");

    private async Task<string?> PasswordAsync(string ns, string secret) =>
        (string?)(await cluster.Cluster.Admin.GetAsync($"/api/v1/namespaces/{ns}/secrets/{secret}", Cancel))["data"]!["secret"] is { } text ? Encoding.UTF8.GetString(Convert.FromBase64String(text)) : null;
}
