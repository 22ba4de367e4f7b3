using System.Net;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Registries;

/// <summary>One host, one authority: who may integrate a host that somebody has already.</summary>
public sealed class HostClaimTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private HttpClient Admin => fixture.Host.Admin;

    [Fact]
    public async Task Integrate_NameOfTheSameLevel_IsTaken()
    {
        await using var one = await HttpServer.StartAsync(FakeRegistry.Open);
        await using var other = await HttpServer.StartAsync(FakeRegistry.Open);
        await Admin.IntegrateAsync(RegistryCalls.Body("twin", one.Url));

        await Admin.RefuseAsync(RegistryCalls.Body("twin", other.Url), "name-taken");

        await Admin.IntegrateAsync(RegistryCalls.Body("twin", other.Url), "team");
    }

    [Fact]
    public async Task Integrate_HostOfThePlatform_IsNobodyElses()
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.Open);
        await Admin.IntegrateAsync(new { name = "platform", type = "docker-registry", url = server.Url, imageHosts = new[] { "images.platform.test" } });
        await using var another = await HttpServer.StartAsync(FakeRegistry.Open);

        Assert.Contains("'platform'", (await Admin.RefuseAsync(RegistryCalls.Body("again", server.Url), "host-already-integrated")).Detail());
        await Admin.RefuseAsync(RegistryCalls.Body("again", server.Url), "host-already-integrated", workspace: "team");
        await Admin.RefuseAsync(new { name = "again", type = "docker-registry", url = another.Url, imageHosts = new[] { "IMAGES.platform.test:80" } }, "host-already-integrated", workspace: "team");
    }

    [Fact]
    public async Task Integrate_SameRegistryByAnotherName_IsFoundOut()
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.Open);
        await Admin.IntegrateAsync(RegistryCalls.Body("by-number", server.Url));

        Assert.Contains("under another name", (await Admin.RefuseAsync(RegistryCalls.Body("by-name", server.UrlByName), "host-already-integrated")).Detail());
        await Admin.RefuseAsync(RegistryCalls.Body("by-name", server.UrlByName), "host-already-integrated", workspace: "team");
    }

    [Fact]
    public async Task Integrate_HostOfAnotherWorkspace_IsEachOnesOwn()
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.Open);
        await Admin.IntegrateAsync(RegistryCalls.Body("shared-host", server.Url), "team");

        await Admin.IntegrateAsync(RegistryCalls.Body("shared-host", server.Url), "other");
        await Admin.RefuseAsync(RegistryCalls.Body("twice", server.Url), "host-already-integrated", workspace: "other");
    }

    [Fact]
    public async Task Integrate_HostThatAWorkspaceHoldsExclusively_IsRefusedToOthers()
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.Open);
        var registry = await Admin.IntegrateAsync(new { name = "reserved", type = "docker-registry", url = server.Url, exclusive = true }, "team");
        Assert.True((bool?)registry["exclusive"]);

        var problem = await Admin.RefuseAsync(RegistryCalls.Body("mine", server.Url), "host-already-integrated", workspace: "other");

        Assert.DoesNotContain("team", problem.Detail());
    }

    [Fact]
    public async Task Integrate_HostThatWorkspacesUse_ShowsItsImpactFirst()
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.Open);
        await Admin.IntegrateAsync(RegistryCalls.Body("early", server.Url), "team");
        await Admin.IntegrateAsync(RegistryCalls.Body("early", server.Url), "other");
        var body = RegistryCalls.Body("late", server.Url);

        var problem = await Admin.RefuseAsync(body, "host-used-by-workspaces");
        Assert.Equal(["other", "team"], problem["impact"]!["workspaces"].Texts());
        await Admin.RefuseAsync(body, "host-used-by-workspaces", query: "?acknowledge=stale");

        var (status, registry) = await Admin.SendAsync(HttpMethod.Post, $"/api/v1/registries?acknowledge={problem["impact"]!["acknowledgement"]}", body);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal("healthy", (string?)registry!["status"]);
    }

    [Fact]
    public async Task Exclusive_OverAHostThatOthersUse_IsAcknowledgedFirst()
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.Open);
        await Admin.IntegrateAsync(RegistryCalls.Body("contended", server.Url), "team");
        await Admin.IntegrateAsync(RegistryCalls.Body("contended", server.Url), "other");
        var path = RegistryCalls.Path("team", "contended");

        var problem = await Admin.SendRefusedAsync(HttpMethod.Patch, path, new { exclusive = true }, HttpStatusCode.Conflict, "host-used-by-workspaces");

        Assert.Equal(["other"], problem["impact"]!["workspaces"].Texts());
        var edited = await Admin.SendOkAsync(HttpMethod.Patch, $"{path}?acknowledge={problem["impact"]!["acknowledgement"]}", new { exclusive = true });
        Assert.True((bool?)edited["exclusive"]);
    }
}
