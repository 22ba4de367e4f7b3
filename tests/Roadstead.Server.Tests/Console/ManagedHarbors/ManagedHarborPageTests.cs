using System.Net;
using System.Text.RegularExpressions;
using Roadstead.Server.Tests.Console.Team;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Server.Tests.ManagedHarbors;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Console.ManagedHarbors;

/// <summary>Managed Harbors by the console's forms, on a real API server.</summary>
[Collection(OperatedCluster.Collection)]
public sealed partial class ManagedHarborPageTests(OperatedCluster cluster)
{
    private const string New = "/managed-harbors/-/new?cluster=lab";

    [Fact]
    public async Task A_Harbor_is_made_followed_edited_and_deleted_by_forms_which_never_show_its_password()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "page-made");
        using var admin = await Person.AdminAsync(world.Host);
        var form = await admin.PageAsync(New);
        Assert.Contains("All is there", form, StringComparison.Ordinal);
        Assert.Contains("placeholder=\"2.6.2\"", form, StringComparison.Ordinal);
        Assert.Contains("<option value=\"page-made\">", form, StringComparison.Ordinal);

        var password = world.Harbor.Admin.Password;
        var path = await admin.DoneAsync(New, [.. Fields("page-made", "main", world.Url, password)]);
        Assert.Equal("/managed-harbors/lab/page-made/main", path);
        await world.Host.InstanceAsync("page-made", "main", "creating", "not-taken-up");
        var page = await admin.PageAsync(path);
        Assert.Contains("Being made", page, StringComparison.Ordinal);
        Assert.Contains("hx-trigger=\"every 3s\"", page, StringComparison.Ordinal);
        Assert.Contains("main-admin", page, StringComparison.Ordinal);
        Assert.DoesNotContain(password, page, StringComparison.Ordinal);

        await cluster.SayAsync("page-made", "main", "provisioning", ("DatabaseReady", "True", null), ("CacheReady", "False", "its <pods> are not ready"));
        await world.Host.InstanceAsync("page-made", "main", "creating", "CacheNotReady");
        var live = await admin.PageAsync(path, asFragment: true);
        Assert.StartsWith("<div id=\"harbor-live\"", live, StringComparison.Ordinal);
        Assert.Contains("its <pods> are not ready", live, StringComparison.Ordinal);
        Assert.Contains("id=\"harbor-state\" hx-swap-oob", live, StringComparison.Ordinal);
        Assert.Contains("hx-trigger=\"every 3s\"", await admin.PageAsync("/managed-harbors?q=main"), StringComparison.Ordinal);

        await cluster.SayHealthyAsync("page-made", "main");
        await world.RegistryOfAsync("main");
        Assert.Contains("href=\"/registries/main\"", await admin.PageAsync(path), StringComparison.Ordinal);
        Assert.DoesNotContain("hx-trigger=\"every", await admin.PageAsync(path, asFragment: true), StringComparison.Ordinal);
        Assert.Contains("/managed-harbors?q=127.0.0.1", await admin.PageAsync("/registries/main"), StringComparison.Ordinal);
        await ListIsNarrowedAsync(admin);

        Assert.DoesNotContain(password, await admin.PageAsync(path + "/edit"), StringComparison.Ordinal);
        Assert.Contains("id=\"field-replicas-error\"", await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, path + "/edit", ("version", "2.6.2"), ("replicas", "many"), ("expose", "other"), ("externalUrl", world.Url)), StringComparison.Ordinal);
        await admin.DoneAsync(path + "/edit", ("version", "2.6.3"), ("replicas", "2"), ("expose", "other"), ("externalUrl", world.Url), ("trivy", "true"));
        var settings = (await world.Host.HarborAsync("page-made", "main"))["settings"]!;
        Assert.Equal(("2.6.3", 2, true, null), ((string?)settings["version"], (int)settings["replicas"]!, (bool)settings["trivy"]!, settings["access"]));

        Assert.Contains("No running workload", await admin.PageAsync(path + "/delete", asFragment: true), StringComparison.Ordinal);
        Assert.Contains("This is not the name", await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, path + "/delete", ("confirm", "mine"), ("deleteStorage", "true")), StringComparison.Ordinal);
        Assert.Equal("/managed-harbors", await admin.DoneAsync(path + "/delete", ("confirm", "main"), ("deleteStorage", "true")));
        await world.Host.GoneAsync("page-made", "main");
        Assert.Contains("main is gone", await admin.PageAsync(path, asFragment: true), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await admin.StatusAsync(path));
    }

    [Fact]
    public async Task A_Harbor_whose_images_run_is_deleted_only_when_that_was_seen()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "page-impact");
        using var admin = await Person.AdminAsync(world.Host);
        await world.IntegratedAsync("main");
        await world.BindAsync("main");
        await world.RunPodAsync("shop");
        const string path = "/managed-harbors/lab/page-impact/main/delete";
        await world.EventuallyAsync(async () => (await admin.PageAsync(path)).Contains("Pod shop", StringComparison.Ordinal), "the pod is seen");

        Assert.Contains("name=\"acknowledge\"", await admin.RefusedAsync(HttpStatusCode.Conflict, path, ("confirm", "main")), StringComparison.Ordinal);
        Assert.False((string?)(await world.Host.HarborAsync("page-impact", "main"))["instance"]!["state"] == "deleting");
        var acknowledgement = Acknowledgement().Match(await admin.PageAsync(path)).Groups[1].Value;
        await admin.DoneAsync(path, ("confirm", "main"), ("acknowledge", acknowledgement));
        await world.Host.GoneAsync("page-impact", "main");
    }

    [Fact]
    public async Task What_lacks_is_told_before_the_form_and_what_is_wrong_beside_each_field()
    {
        await using var host = await cluster.StartAsync();
        using var admin = await Person.AdminAsync(host);
        Assert.Contains("hx-get=\"/managed-harbors/-/prerequisites?cluster=lab\"", await admin.PageAsync("/managed-harbors/-/new"), StringComparison.Ordinal);

        await cluster.OperatorRunsAsync(0);
        try
        {
            var lacking = await admin.PageAsync(New);
            Assert.Contains("does not run", lacking, StringComparison.Ordinal);
            Assert.DoesNotContain("name=\"storage.size\"", lacking, StringComparison.Ordinal);
            Assert.Contains("1 missing", await admin.PageAsync("/managed-harbors/-/prerequisites?cluster=lab", asFragment: true), StringComparison.Ordinal);
            var refused = await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, New, [.. Fields("page-lacks", "kept-as-typed", "http://harbor.test", "Secret-Pass-1")]);
            Assert.Contains("value=\"kept-as-typed\"", refused, StringComparison.Ordinal);
            Assert.DoesNotContain("Secret-Pass-1", refused, StringComparison.Ordinal);
        }
        finally
        {
            await cluster.OperatorRunsAsync(1);
        }

        var wrong = await admin.RefusedAsync(
            HttpStatusCode.UnprocessableEntity,
            New,
            ("name", "9"), ("namespace", "fits"), ("replicas", "many"), ("storage.size", "much"), ("database", "own"), ("database.port", "x"), ("redis", "own"), ("expose", "ingress"), ("access.host", ""), ("access.tls", "secret"), ("adminPassword", "short"));
        foreach (var field in new[] { "name", "replicas", "storage-size", "database-host", "database-port", "database-username", "database-password", "redis-host", "access-host", "access-tlsSecretName", "adminPassword" })
            Assert.Contains($"id=\"field-{field}-error\"", wrong, StringComparison.Ordinal);
        Assert.Contains("data-steps=\"0\"", wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"short\"", wrong, StringComparison.Ordinal);
        var nowhere = await admin.RefusedAsync(HttpStatusCode.UnprocessableEntity, New, [.. Fields("page-lacks", "main", "", "")]);
        Assert.Contains("id=\"field-externalUrl-error\"", nowhere, StringComparison.Ordinal);
        Assert.Contains("data-steps=\"2\"", nowhere, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await admin.StatusAsync("/managed-harbors/-/new?cluster=none"));

        await cluster.NamespaceAsync("page-taken");
        await cluster.MakeHarborAsync("page-taken", "taken", "http://taken.test", "any");
        var (status, taken, _) = await admin.PostAsync(New, [.. Fields("page-taken", "taken", "http://harbor.test", "")]);

        // By the time of the call Roadstead may have found it, or not yet.
        Assert.True(status is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity, $"{status}");
        Assert.Contains("id=\"field-name-error\"", taken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_that_lacks_a_database_operator_is_fit_for_who_brings_a_database()
    {
        await using var host = await cluster.StartAsync();
        using var admin = await Person.AdminAsync(host);
        await cluster.Cluster.Admin.DeleteAsync(OperatedCluster.TypesPath + "postgresqls.acid.zalan.do", TestContext.Current.CancellationToken);
        try
        {
            var form = "";
            await Eventually.TrueAsync(async () => (form = await admin.PageAsync(New)).Contains("Enough is there", StringComparison.Ordinal), "the type is missed", TestContext.Current.CancellationToken);
            Assert.Matches("name=\"database\" value=\"own\" checked", form);
            Assert.Matches("name=\"redis\" value=\"made\" checked", form);
        }
        finally
        {
            await cluster.InstallTypeAsync("postgresqls.acid.zalan.do");
        }
    }

    [Fact]
    public async Task A_found_Harbor_is_integrated_from_its_page_and_those_of_a_cluster_by_its_form()
    {
        await using var world = await IntegrationWorld.StartAsync(cluster, "page-found");
        using var admin = await Person.AdminAsync(world.Host);
        await world.FindAsync("theirs");
        await world.Host.IntegrationAsync("page-found", "theirs", "not-asked");
        const string path = "/managed-harbors/lab/page-found/theirs";
        var page = await admin.PageAsync(path);
        Assert.Contains("Not asked for", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"{path}/edit", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, await admin.StatusAsync(path + "/edit"));
        Assert.Equal(HttpStatusCode.Conflict, await admin.StatusAsync(path + "/delete"));

        Assert.Equal(path, await admin.DoneAsync(path + "/integrate"));
        await world.RegistryOfAsync("theirs");
        Assert.DoesNotContain($"{path}/integrate", await admin.PageAsync(path), StringComparison.Ordinal);

        Assert.Contains("name=\"foundHarbors\" value=\"ignore\" checked", await admin.PageAsync("/clusters/lab/edit"), StringComparison.Ordinal);
        await admin.DoneAsync("/clusters/lab/edit", ("admission", "off"), ("unmanagedImages", "allow"), ("foundHarbors", "integrate"));
        Assert.Equal("integrate", (string?)(await world.Host.Admin.GetOkAsync("/api/v1/clusters/lab"))["foundHarbors"]);
        Assert.Contains("Found ones are integrated.", await admin.PageAsync("/clusters/lab"), StringComparison.Ordinal);
    }

    private static async Task ListIsNarrowedAsync(Person admin)
    {
        Assert.Contains("/lab/page-made/main", await admin.PageAsync("/managed-harbors?cluster=lab&source=made", asFragment: true), StringComparison.Ordinal);
        Assert.DoesNotContain("/lab/page-made/main", await admin.PageAsync("/managed-harbors?source=operator", asFragment: true), StringComparison.Ordinal);
        Assert.DoesNotContain("/lab/page-made/main", await admin.PageAsync("/managed-harbors?cluster=other"), StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, string Value)> Fields(string ns, string name, string url, string password) =>
    [
        ("name", name), ("namespace", ns), ("version", ""), ("replicas", "1"), ("storage.size", "20Gi"), ("database", "made"), ("redis", "made"), ("expose", "other"), ("externalUrl", url), ("adminPassword", password),
    ];

    [GeneratedRegex("name=\"acknowledge\" value=\"([^\"]+)\"")]
    private static partial Regex Acknowledgement();
}
