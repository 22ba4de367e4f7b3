using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.ManagedHarbors;

/// <summary>What a cluster lacks is named before anything is stored.</summary>
[Collection(OperatedCluster.Collection)]
public sealed class PrerequisitesTests(OperatedCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cluster_that_has_everything_passes_every_check_and_each_says_what_it_found()
    {
        await using var host = await cluster.StartAsync();

        var checks = await LookAsync(host);

        Assert.Equal(["cluster", "rights", "harbor-operator-types", "harbor-operator", "cert-manager", "database-operator", "redis-operator"], checks.Select(check => (string)check!["name"]!));
        Assert.All(checks, check => Assert.True((bool)check!["ok"]!, check.ToJsonString()));
        Assert.Contains("harbor-operator/harbor-operator", (string)checks.Single(check => (string)check!["name"]! == "harbor-operator")!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_that_is_installed_and_does_not_run_is_named_and_nothing_is_stored()
    {
        await using var host = await cluster.StartAsync();
        await cluster.OperatorRunsAsync(0);
        try
        {
            var problem = await host.Admin.SendRefusedAsync(HttpMethod.Post, HarborCalls.Route, HarborCalls.Body("pre-idle", "one"), HttpStatusCode.UnprocessableEntity, "prerequisites-missing");

            Assert.Equal(["harbor-operator"], problem["missing"]!.AsArray().Select(missing => (string)missing!["name"]!));
            Assert.Contains("does not run", (string)problem["detail"]!, StringComparison.Ordinal);
            Assert.Equal(0, (int)(await host.Admin.GetOkAsync(HarborCalls.Route + "?q=pre-idle"))["total"]!);
        }
        finally
        {
            await cluster.OperatorRunsAsync(1);
        }
    }

    [Fact]
    public async Task Missing_types_are_named_with_what_to_install_and_found_once_they_are_there()
    {
        await using var host = await cluster.StartAsync();
        await cluster.Cluster.Admin.DeleteAsync(OperatedCluster.TypesPath + "certificates.cert-manager.io", Cancel);
        await cluster.Cluster.Admin.DeleteAsync(OperatedCluster.TypesPath + "redisfailovers.databases.spotahome.com", Cancel);
        try
        {
            await Eventually.TrueAsync(async () => Failing(await LookAsync(host)).SequenceEqual(["cert-manager", "redis-operator"]), "both are missed", Cancel);
            var problem = await host.Admin.SendRefusedAsync(HttpMethod.Post, HarborCalls.Route, HarborCalls.Body("pre-types", "one"), HttpStatusCode.UnprocessableEntity, "prerequisites-missing");
            Assert.Contains("Install cert-manager", (string)problem["detail"]!, StringComparison.Ordinal);
            Assert.Contains("redis-operator", (string)problem["detail"]!, StringComparison.Ordinal);

            // Who brings a Redis needs no operator for one.
            var body = HarborCalls.Body("pre-types", "one");
            body["redis"] = new JsonObject { ["host"] = "redis.test" };
            problem = await host.Admin.SendRefusedAsync(HttpMethod.Post, HarborCalls.Route, body, HttpStatusCode.UnprocessableEntity, "prerequisites-missing");
            Assert.Equal(["cert-manager"], problem["missing"]!.AsArray().Select(missing => (string)missing!["name"]!));
        }
        finally
        {
            await cluster.InstallTypeAsync("certificates.cert-manager.io");
            await cluster.InstallTypeAsync("redisfailovers.databases.spotahome.com");
        }

        await Eventually.TrueAsync(async () => Failing(await LookAsync(host)).Length == 0, "nothing is missed any more", Cancel);
    }

    [Fact]
    public async Task A_name_that_the_cluster_has_is_refused()
    {
        await using var host = await cluster.StartAsync();
        await cluster.NamespaceAsync("pre-name");
        await cluster.MakeHarborAsync("pre-name", "taken", "http://taken.test", "any");

        var (status, problem) = await host.Admin.SendAsync(HttpMethod.Post, HarborCalls.Route, HarborCalls.Body("pre-name", "taken"));

        // By the time of the call Roadstead may have found it, or not yet.
        Assert.True((status, (string?)problem!["code"]) is (HttpStatusCode.Conflict, "name-taken") or (HttpStatusCode.UnprocessableEntity, "prerequisites-missing"), $"{status} {problem}");
        Assert.Contains("Choose another name", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_standalone_cluster_and_an_unknown_one_are_told_apart()
    {
        await using var host = await cluster.StartAsync(connect: false);
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "lab", kind = "standalone" });

        Assert.Equal(["cluster"], Failing(await LookAsync(host)));
        await host.Admin.SendRefusedAsync(HttpMethod.Post, HarborCalls.Route, HarborCalls.Body("any", "one"), HttpStatusCode.UnprocessableEntity, "prerequisites-missing");
        await host.Admin.SendRefusedAsync(HttpMethod.Get, HarborCalls.Route + "/prerequisites?cluster=none", null, HttpStatusCode.NotFound, "not-found");
        await host.Admin.SendRefusedAsync(HttpMethod.Patch, "/api/v1/clusters/lab", new { foundHarbors = "integrate" }, HttpStatusCode.UnprocessableEntity, "validation-failed");
    }

    [Fact]
    public async Task Every_problem_of_a_request_is_told_at_once()
    {
        await using var host = await cluster.StartAsync(connect: false);

        var problem = await host.Admin.SendRefusedAsync(
            HttpMethod.Post,
            HarborCalls.Route,
            new
            {
                cluster = "lab",
                @namespace = "No Namespace",
                name = "9-begins-with-a-digit",
                version = "latest",
                access = new { host = "10.0.0.1", tls = "secret" },
                replicas = 0,
                storage = new { size = "much" },
                database = new { host = "a b", port = 0 },
                redis = new { host = "" },
                adminPassword = "short",
            },
            HttpStatusCode.UnprocessableEntity,
            "validation-failed");

        Assert.Equal(
            ["access.host", "access.tlsSecretName", "adminPassword", "database.host", "database.password", "database.port", "database.username", "name", "namespace", "redis.host", "replicas", "storage.size", "version"],
            problem["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
        problem = await host.Admin.SendRefusedAsync(HttpMethod.Post, HarborCalls.Route, new { }, HttpStatusCode.UnprocessableEntity, "validation-failed");
        Assert.Equal(["access", "cluster", "name", "namespace", "storage.size"], problem["errors"]!.AsObject().Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    private static async Task<JsonArray> LookAsync(RoadsteadHost host) => (await host.Admin.GetOkAsync(HarborCalls.Route + "/prerequisites?cluster=lab")).AsArray();

    private static string[] Failing(JsonArray checks) => [.. checks.Where(check => !(bool)check!["ok"]!).Select(check => (string)check!["name"]!)];
}
