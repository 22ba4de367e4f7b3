using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.ManagedHarbors;

/// <summary>Harbors that Roadstead makes: what stands in the cluster is what was asked for, whoever touches it.</summary>
[Collection(OperatedCluster.Collection)]
public sealed class MakeTests(OperatedCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Harbor_that_is_asked_for_stands_in_the_cluster_with_all_that_it_needs()
    {
        await using var host = await cluster.StartAsync();
        var body = HarborCalls.Body("make-all", "main", "https://harbor.make.test:8443");
        body["access"] = new JsonObject { ["type"] = "ingress", ["host"] = "harbor.make.test", ["ingressClassName"] = "nginx" };
        body["database"] = new JsonObject { ["host"] = "db.test", ["username"] = "harbor", ["password"] = "db-secret-1" };
        body["replicas"] = 2;
        body["trivy"] = true;

        var made = await host.MakeAsync(body);

        Assert.Equal("operator", (string?)made["source"]);
        Assert.Equal("https://harbor.make.test:8443", (string?)made["externalUrl"]);
        Assert.Equal("2.6.2", (string?)made["version"]);
        Assert.True((bool)made["madeHere"]!);
        Assert.Null(made["registry"]);
        Assert.DoesNotContain("secret-1", made.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Harbor-Pass-1", made.ToJsonString(), StringComparison.Ordinal);

        await host.InstanceAsync("make-all", "main", "creating", "not-taken-up");
        var spec = (await cluster.FindHarborAsync("make-all", "main"))!["spec"]!;
        Assert.Equal("https://harbor.make.test:8443", (string?)spec["externalURL"]);
        Assert.Equal("harbor.make.test", (string?)spec["expose"]!["core"]!["ingress"]!["host"]);
        Assert.Equal("nginx", (string?)spec["expose"]!["core"]!["ingress"]!["ingressClassName"]);
        Assert.Equal("main-tls", (string?)spec["expose"]!["core"]!["tls"]!["certificateRef"]);
        Assert.Equal("main-issuer", (string?)spec["core"]!["tokenIssuer"]!["name"]);
        Assert.Equal((2, 2, 1), ((int)spec["core"]!["replicas"]!, (int)spec["portal"]!["replicas"]!, (int)spec["registry"]!["replicas"]!));
        Assert.Equal("PostgreSQL", (string?)spec["database"]!["kind"]);
        Assert.Equal("RedisFailover", (string?)spec["cache"]!["kind"]);
        Assert.Equal("main-images", (string?)spec["storage"]!["spec"]!["fileSystem"]!["registryPersistentVolume"]!["claimName"]);
        Assert.NotNull(spec["trivy"]);

        Assert.Equal("Harbor-Pass-1", await TextAsync("make-all", (string)spec["harborAdminPasswordRef"]!, "secret"));
        Assert.Equal("db-secret-1", await TextAsync("make-all", (string)spec["database"]!["spec"]!["postgresql"]!["passwordRef"]!, "postgresql-password"));
        var claim = await cluster.Cluster.Admin.GetAsync("/api/v1/namespaces/make-all/persistentvolumeclaims/main-images", Cancel);
        Assert.Equal("20Gi", (string?)claim["spec"]!["resources"]!["requests"]!["storage"]);
        Assert.Equal("roadstead", (string?)claim["metadata"]!["labels"]!["app.kubernetes.io/managed-by"]);
        var certificate = await cluster.Cluster.Admin.GetAsync("/apis/cert-manager.io/v1/namespaces/make-all/certificates/main-tls", Cancel);
        Assert.Equal("harbor.make.test", (string?)certificate["spec"]!["dnsNames"]![0]);
        Assert.NotNull(await cluster.Cluster.Admin.FindAsync("/apis/cert-manager.io/v1/namespaces/make-all/issuers/main-issuer", Cancel));
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains("Harbor-Pass-1", StringComparison.Ordinal) || line.Contains("db-secret-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_operators_words_become_the_state_of_the_instance()
    {
        await using var host = await cluster.StartAsync();
        await host.MakeAsync(HarborCalls.Body("make-state", "main"));
        await host.InstanceAsync("make-state", "main", "creating", "not-taken-up");

        await cluster.SayAsync("make-state", "main", "unhealthy", ("DatabaseReady", "True", null), ("CacheReady", "False", "Redis is not reachable"));
        var harbor = await host.InstanceAsync("make-state", "main", "creating", "CacheNotReady");
        Assert.Contains("Redis is not reachable", (string)harbor["instance"]!["message"]!, StringComparison.Ordinal);
        Assert.Equal("pending", (string?)harbor["integration"]!["state"]);
        Assert.Equal("instance-not-ready", (string?)harbor["integration"]!["reason"]);

        await cluster.SayHealthyAsync("make-state", "main");
        await host.InstanceAsync("make-state", "main", "ready");
        await cluster.SayAsync("make-state", "main", "unhealthy", ("DatabaseReady", "False", "no leader"), ("CacheReady", "True", null), ("StorageReady", "True", null), ("ServiceReady", "True", null));
        harbor = await host.InstanceAsync("make-state", "main", "failing", "DatabaseNotReady");
        Assert.Contains("no leader", (string)harbor["instance"]!["message"]!, StringComparison.Ordinal);
        Assert.NotNull((string?)harbor["instance"]!["changedAt"]);

        // However often it is looked at, it is not one that is being installed.
        await cluster.SayAsync("make-state", "main", "unhealthy", ("DatabaseReady", "False", "still none"), ("CacheReady", "True", null), ("StorageReady", "True", null), ("ServiceReady", "True", null));
        harbor = await host.BecomesAsync("make-state", "main", seen => ((string)seen["instance"]!["message"]!).Contains("still none", StringComparison.Ordinal), "the next word is heard");
        Assert.Equal("failing", (string?)harbor["instance"]!["state"]);
    }

    [Fact]
    public async Task What_others_add_survives_an_edit_and_what_others_change_or_delete_is_repaired()
    {
        await using var host = await cluster.StartAsync();
        await host.MakeAsync(HarborCalls.Body("make-edit", "main"));
        await host.InstanceAsync("make-edit", "main", "creating");
        var path = OperatedCluster.HarborPath("make-edit", "main");
        await cluster.Cluster.Admin.PatchAsync(path, JsonNode.Parse("""{"spec":{"imageSource":{"repository":"mirror.test"},"core":{"resources":{"limits":{"cpu":"2"}}},"version":"1.0.0"}}""")!, Cancel);
        await SpecAsync("make-edit", "main", spec => (string?)spec["version"] == "2.6.2", "the version is what was asked for again");

        var edited = await host.Admin.SendOkAsync(HttpMethod.Patch, HarborCalls.Path("make-edit", "main"), new { version = "2.7.0", replicas = 3, trivy = true });
        Assert.Equal("2.7.0", (string?)edited["version"]);
        Assert.Equal(3, (int)edited["settings"]!["replicas"]!);
        var spec = await SpecAsync("make-edit", "main", spec => (string?)spec["version"] == "2.7.0" && (int?)spec["core"]!["replicas"] == 3 && spec["trivy"] is not null, "the edit is made");
        Assert.Equal("mirror.test", (string?)spec["imageSource"]!["repository"]);
        Assert.Equal("2", (string?)spec["core"]!["resources"]!["limits"]!["cpu"]);
        Assert.Equal("info", (string?)spec["logLevel"]);

        await host.Admin.SendOkAsync(HttpMethod.Patch, HarborCalls.Path("make-edit", "main"), new { trivy = false });
        await SpecAsync("make-edit", "main", spec => spec["trivy"] is null, "the scanner is gone");

        var uid = (string?)(await cluster.FindHarborAsync("make-edit", "main"))!["metadata"]!["uid"];
        await cluster.Cluster.Admin.DeleteAsync(path, Cancel);
        await Eventually.TrueAsync(async () => await cluster.FindHarborAsync("make-edit", "main") is { } found && (string?)found["metadata"]!["uid"] != uid, "it is made again", Cancel);
        await cluster.Cluster.Admin.DeleteAsync("/api/v1/namespaces/make-edit/secrets/main-admin", Cancel);
        await Eventually.TrueAsync(async () => await TextAsync("make-edit", "main-admin", "secret") == "Harbor-Pass-1", "the password's secret is made again", Cancel);
    }

    [Fact]
    public async Task Edits_move_the_ingress_with_its_certificate_and_the_address_that_followed_from_it()
    {
        await using var host = await cluster.StartAsync();
        var body = HarborCalls.Body("make-move", "main");
        body.Remove("externalUrl");
        body["access"] = new JsonObject { ["host"] = "one.test" };
        Assert.Equal("https://one.test", (string?)(await host.MakeAsync(body))["externalUrl"]);
        await host.InstanceAsync("make-move", "main", "creating");

        var edited = await host.Admin.SendOkAsync(HttpMethod.Patch, HarborCalls.Path("make-move", "main"), new { access = new { host = "two.test" } });

        Assert.Equal("https://two.test", (string?)edited["externalUrl"]);
        await SpecAsync("make-move", "main", spec => (string?)spec["externalURL"] == "https://two.test" && (string?)spec["expose"]!["core"]!["ingress"]!["host"] == "two.test", "it moves");
        await Eventually.TrueAsync(
            async () => (string?)(await cluster.Cluster.Admin.GetAsync("/apis/cert-manager.io/v1/namespaces/make-move/certificates/main-tls", Cancel))["spec"]!["dnsNames"]![0] == "two.test", "so does its certificate", Cancel);
        await host.Admin.SendRefusedAsync(HttpMethod.Patch, HarborCalls.Path("make-move", "main"), new { replicas = 99, version = "x" }, HttpStatusCode.UnprocessableEntity, "validation-failed");
    }

    [Fact]
    public async Task Deleting_removes_what_was_made_and_keeps_the_images_unless_they_are_to_go()
    {
        await using var host = await cluster.StartAsync();
        await host.MakeAsync(HarborCalls.Body("make-delete", "keep"));
        await host.MakeAsync(HarborCalls.Body("make-delete", "drop", "http://drop.test"));
        await host.InstanceAsync("make-delete", "keep", "creating");
        await host.InstanceAsync("make-delete", "drop", "creating");

        await host.Admin.SendOkAsync(HttpMethod.Delete, HarborCalls.Path("make-delete", "keep"));
        await host.Admin.SendOkAsync(HttpMethod.Delete, HarborCalls.Path("make-delete", "drop") + "?deleteStorage=true");
        await host.GoneAsync("make-delete", "keep");
        await host.GoneAsync("make-delete", "drop");

        Assert.Null(await cluster.FindHarborAsync("make-delete", "keep"));
        Assert.Null(await cluster.FindHarborAsync("make-delete", "drop"));
        Assert.Null(await cluster.Cluster.Admin.FindAsync("/api/v1/namespaces/make-delete/secrets/keep-admin", Cancel));
        Assert.Null(await cluster.Cluster.Admin.FindAsync("/apis/cert-manager.io/v1/namespaces/make-delete/issuers/keep-issuer", Cancel));
        var kept = await cluster.Cluster.Admin.GetAsync("/api/v1/namespaces/make-delete/persistentvolumeclaims/keep-images", Cancel);
        Assert.Null(kept["metadata"]!["deletionTimestamp"]);
        var dropped = await cluster.Cluster.Admin.FindAsync("/api/v1/namespaces/make-delete/persistentvolumeclaims/drop-images", Cancel);
        Assert.True(dropped is null || dropped["metadata"]!["deletionTimestamp"] is not null, $"{dropped}");

        // One of the same name takes the images up again.
        await host.MakeAsync(HarborCalls.Body("make-delete", "keep"));
        await host.InstanceAsync("make-delete", "keep", "creating");
        Assert.Equal((string?)kept["metadata"]!["uid"], (string?)(await cluster.Cluster.Admin.GetAsync("/api/v1/namespaces/make-delete/persistentvolumeclaims/keep-images", Cancel))["metadata"]!["uid"]);
    }

    [Fact]
    public async Task A_Harbor_that_takes_its_time_to_go_shows_as_deleting_until_it_is_gone()
    {
        await using var host = await cluster.StartAsync();
        await host.MakeAsync(HarborCalls.Body("make-slow", "main"));
        await host.InstanceAsync("make-slow", "main", "creating");
        await cluster.Cluster.Admin.PatchAsync(OperatedCluster.HarborPath("make-slow", "main"), JsonNode.Parse("""{"metadata":{"finalizers":["goharbor.io/test"]}}""")!, Cancel);

        await host.Admin.SendOkAsync(HttpMethod.Delete, HarborCalls.Path("make-slow", "main"));
        await host.InstanceAsync("make-slow", "main", "deleting");
        await host.Admin.SendRefusedAsync(HttpMethod.Patch, HarborCalls.Path("make-slow", "main"), new { replicas = 2 }, HttpStatusCode.NotFound, "not-found");
        await cluster.Cluster.Admin.PatchAsync(OperatedCluster.HarborPath("make-slow", "main"), JsonNode.Parse("""{"metadata":{"finalizers":null}}""")!, Cancel);
        await host.GoneAsync("make-slow", "main");
    }

    [Fact]
    public async Task Objects_of_others_are_left_alone_and_named()
    {
        await using var host = await cluster.StartAsync();
        await cluster.NamespaceAsync("make-foreign");
        await cluster.SecretAsync("make-foreign", "main-admin", ("secret", "Somebody-Else-1"));
        await host.MakeAsync(HarborCalls.Body("make-foreign", "main"));

        var harbor = await host.InstanceAsync("make-foreign", "main", "failing", "foreign-object");

        Assert.Contains("'main-admin'", (string)harbor["instance"]!["message"]!, StringComparison.Ordinal);
        Assert.Equal("Somebody-Else-1", await TextAsync("make-foreign", "main-admin", "secret"));
        Assert.Null(await cluster.FindHarborAsync("make-foreign", "main"));
        await cluster.Cluster.Admin.DeleteAsync("/api/v1/namespaces/make-foreign/secrets/main-admin", Cancel);
        await host.InstanceAsync("make-foreign", "main", "creating");
    }

    [Fact]
    public async Task A_server_that_was_killed_goes_on_where_it_was()
    {
        var data = Directory.CreateTempSubdirectory("roadstead-test-").FullName;
        try
        {
            await using (var first = await cluster.StartAsync(dataDirectory: data))
            {
                // Nothing answers to the deletion's end while the server is down.
                await first.MakeAsync(HarborCalls.Body("make-again", "stays"));
                await first.MakeAsync(HarborCalls.Body("make-again", "goes", "http://goes.test"));
                await first.InstanceAsync("make-again", "goes", "creating");
                await cluster.Cluster.Admin.PatchAsync(OperatedCluster.HarborPath("make-again", "goes"), JsonNode.Parse("""{"metadata":{"finalizers":["goharbor.io/test"]}}""")!, Cancel);
                await first.Admin.SendOkAsync(HttpMethod.Delete, HarborCalls.Path("make-again", "goes"));
                await first.InstanceAsync("make-again", "goes", "deleting");
            }

            await cluster.Cluster.Admin.PatchAsync(OperatedCluster.HarborPath("make-again", "goes"), JsonNode.Parse("""{"metadata":{"finalizers":null}}""")!, Cancel);
            await using var second = await cluster.StartAsync(dataDirectory: data, connect: false);
            await second.GoneAsync("make-again", "goes");
            await second.InstanceAsync("make-again", "stays", "creating");
            Assert.Null(await cluster.Cluster.Admin.FindAsync("/api/v1/namespaces/make-again/secrets/goes-admin", Cancel));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private async Task<JsonNode> SpecAsync(string ns, string name, Func<JsonNode, bool> holds, string what)
    {
        JsonNode? spec = null;
        await Eventually.TrueAsync(async () => (spec = (await cluster.FindHarborAsync(ns, name))?["spec"]) is not null && holds(spec), what, Cancel);
        return spec!;
    }

    private async Task<string?> TextAsync(string ns, string secret, string key) =>
        (string?)(await cluster.Cluster.Admin.FindAsync($"/api/v1/namespaces/{ns}/secrets/{secret}", Cancel))?["data"]?[key] is { } text ? Encoding.UTF8.GetString(Convert.FromBase64String(text)) : null;
}
