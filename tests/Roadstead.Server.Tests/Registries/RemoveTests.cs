using System.Net;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Registries;

public sealed class RemoveTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private HttpClient Admin => fixture.Host.Admin;

    [Fact]
    public async Task Remove_PlatformRegistry_LeavesItsHostsDeniedUntilForgotten()
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.Open);
        await Admin.IntegrateAsync(new { name = "gone", type = "docker-registry", url = server.Url, imageHosts = new[] { "gone.example.test" } });

        Assert.Equal(HttpStatusCode.NoContent, (await Admin.SendAsync(HttpMethod.Delete, RegistryCalls.Path(null, "gone"))).Status);

        await Admin.SendRefusedAsync(HttpMethod.Get, RegistryCalls.Path(null, "gone"), null, HttpStatusCode.NotFound, "not-found");
        Assert.Superset(new HashSet<string?> { server.Url.Authority, "gone.example.test" }, await RemovedAsync());
        await Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/removed-hosts/gone.example.test");
        Assert.DoesNotContain("gone.example.test", await RemovedAsync());
        await Admin.SendRefusedAsync(HttpMethod.Delete, "/api/v1/removed-hosts/gone.example.test", null, HttpStatusCode.NotFound, "not-found");

        await Admin.IntegrateAsync(RegistryCalls.Body("back", server.Url));
        Assert.DoesNotContain(server.Url.Authority, await RemovedAsync());
    }

    [Fact]
    public async Task Remove_WorkspaceRegistry_ConcernsThatWorkspaceAlone()
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.Open);
        await Admin.IntegrateAsync(RegistryCalls.Body("local", server.Url), "team");

        await Admin.SendOkAsync(HttpMethod.Delete, RegistryCalls.Path("team", "local"));

        Assert.DoesNotContain(server.Url.Authority, await RemovedAsync());
        Assert.Contains(server.Url.Authority, await RemovedAsync("/workspaces/team"));
        await Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/workspaces/team/removed-hosts/{server.Url.Authority}");
        Assert.DoesNotContain(server.Url.Authority, await RemovedAsync("/workspaces/team"));
    }

    [Fact]
    public async Task Remove_WithAnAcknowledgementOfSomethingElse_IsRefused()
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.Open);
        await Admin.IntegrateAsync(RegistryCalls.Body("impact", server.Url), "team");
        var path = RegistryCalls.Path("team", "impact");
        await Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "here", kind = "standalone" });
        var early = await Admin.GetOkAsync(path + "/impact?action=remove");
        await Admin.SendOkAsync(HttpMethod.Put, "/api/v1/workspaces/team/namespaces/here/web");

        var problem = await Admin.SendRefusedAsync(HttpMethod.Delete, $"{path}?acknowledge={early["acknowledgement"]}", null, HttpStatusCode.Conflict, "impact-not-acknowledged");

        Assert.Equal(["team"], problem["impact"]!["workspaces"].Texts());
        Assert.Equal(1, (int?)problem["impact"]!["namespaces"]);
        Assert.Empty(problem["impact"]!["workloads"]!.AsArray());
        await Admin.SendRefusedAsync(HttpMethod.Get, path + "/impact?action=burn", null, HttpStatusCode.UnprocessableEntity, "validation-failed");
        await Admin.SendOkAsync(HttpMethod.Delete, $"{path}?acknowledge={problem["impact"]!["acknowledgement"]}");
    }

    [Fact]
    public async Task Identities_OfALockedRegistry_AreTheNamespacesAccountsAndCanBeRenewed()
    {
        await using var server = await HttpServer.StartAsync(context => FakeRegistry.Locked(context));
        await Admin.IntegrateAsync(RegistryCalls.Body("held", server.Url, FakeRegistry.Username, FakeRegistry.Password), "other");
        await Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "there", kind = "standalone" });
        await Admin.SendOkAsync(HttpMethod.Put, "/api/v1/workspaces/other/namespaces/there/web");
        var path = RegistryCalls.Path("other", "held") + "/identities";

        var before = Assert.Single((await Admin.GetOkAsync(path))["items"]!.AsArray())!;
        Assert.Equal(("other", "there", "web", 1), ((string?)before["workspace"], (string?)before["cluster"], (string?)before["namespace"], (int?)before["generation"]));
        await Admin.RefuseAsync(RegistryCalls.Body("loop", server.Url, (string?)before["account"], "x"), "own-identity");

        var after = Assert.Single((await Admin.SendOkAsync(HttpMethod.Post, path + "/rotate"))["items"]!.AsArray())!;

        Assert.Equal(2, (int?)after["generation"]);
        Assert.NotNull(after["rotatedAt"]);
        Assert.NotEqual((string?)before["account"], (string?)after["account"]);
    }

    private async Task<HashSet<string?>> RemovedAsync(string level = "") =>
        [.. (await Admin.GetOkAsync($"/api/v1{level}/removed-hosts?limit=500"))["items"]!.AsArray().Select(row => (string?)row!["host"])];
}
