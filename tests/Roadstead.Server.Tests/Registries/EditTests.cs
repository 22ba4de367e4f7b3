using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Registries;

public sealed class EditTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private HttpClient Admin => fixture.Host.Admin;

    [Fact]
    public async Task Edit_NamesOnly_AsksTheRegistryNothing()
    {
        await using var server = await HttpServer.StartAsync(context => FakeRegistry.Locked(context));
        await Admin.IntegrateAsync(RegistryCalls.Body("renamed", server.Url, FakeRegistry.Username, FakeRegistry.Password));

        // The first crawl asks in the background.
        await Eventually.TrueAsync(
            async () => (string?)(await Admin.GetOkAsync("/api/v1/registries/renamed/overview"))["index"]!["state"] == "ready", "it is crawled", TestContext.Current.CancellationToken);
        var logins = server.Requests.Count(request => request.Authorization is not null);

        var edited = await EditAsync("renamed", new { displayName = "  For everybody ", imageHosts = new[] { "Images.Example.test:80", "other.example.test:5000" } });

        Assert.Equal("For everybody", (string?)edited["displayName"]);
        Assert.Equal(["images.example.test", "other.example.test:5000", server.Url.Authority], edited["imageHosts"].Texts());
        Assert.Equal(logins, server.Requests.Count(request => request.Authorization is not null));
    }

    [Fact]
    public async Task Edit_NewUrl_NeedsThePasswordAgain()
    {
        await using var before = await HttpServer.StartAsync(context => FakeRegistry.Locked(context));
        await using var after = await HttpServer.StartAsync(context => FakeRegistry.Locked(context));
        await Admin.IntegrateAsync(RegistryCalls.Body("moved", before.Url, FakeRegistry.Username, FakeRegistry.Password));

        var problem = await RefuseAsync("moved", new { url = after.Url }, "validation-failed");
        Assert.NotNull(problem["errors"]!["password"]);
        Assert.Empty(after.Requests);

        var edited = await EditAsync("moved", new { url = after.Url, password = FakeRegistry.Password });
        Assert.Equal(after.Url.ToString().TrimEnd('/'), (string?)edited["url"]);
        Assert.Equal([after.Url.Authority, before.Url.Authority], edited["imageHosts"].Texts());
        Assert.Equal("healthy", (string?)edited["status"]);
    }

    [Fact]
    public async Task Edit_BackToTheOldUrl_TakesTheAliasAgain()
    {
        await using var one = await HttpServer.StartAsync(FakeRegistry.Open);
        await using var other = await HttpServer.StartAsync(FakeRegistry.Open);
        await Admin.IntegrateAsync(RegistryCalls.Body("swinging", one.Url));

        await EditAsync("swinging", new { url = other.Url });
        var back = await EditAsync("swinging", new { url = one.Url });

        Assert.Equal([one.Url.Authority, other.Url.Authority], back["imageHosts"].Texts());
    }

    [Fact]
    public async Task Edit_WrongPassword_StoresNothing()
    {
        await using var server = await HttpServer.StartAsync(context => FakeRegistry.Locked(context));
        await Admin.IntegrateAsync(RegistryCalls.Body("kept", server.Url, FakeRegistry.Username, FakeRegistry.Password));

        await RefuseAsync("kept", new { password = "wrong", displayName = "Not this" }, "credentials-rejected");

        var registry = await Admin.GetOkAsync(RegistryCalls.Path(null, "kept"));
        Assert.Equal(("kept", "healthy"), ((string?)registry["displayName"], (string?)registry["status"]));
        var recheck = await Admin.SendOkAsync(HttpMethod.Post, RegistryCalls.Path(null, "kept") + "/check");
        Assert.True((bool?)recheck.Signal("login")["ok"]);
    }

    [Fact]
    public async Task Edit_LoginRemovedOrAdded_ChoosesTheDeliveryAnew()
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.Open);
        await Admin.IntegrateAsync(RegistryCalls.Body("login", server.Url));

        var with = await EditAsync("login", new { username = "somebody", password = "" });
        Assert.Equal(("somebody", "gateway"), ((string?)with["username"], (string?)with["delivery"]));

        var without = await EditAsync("login", new { username = "" });
        Assert.Equal((null, "none"), ((string?)without["username"], (string?)without["delivery"]));
    }

    [Fact]
    public async Task Edit_LoginRemovedWhereOneIsNeeded_IsRefused()
    {
        await using var server = await HttpServer.StartAsync(context => FakeRegistry.Locked(context));
        await Admin.IntegrateAsync(RegistryCalls.Body("needed", server.Url, FakeRegistry.Username, FakeRegistry.Password));

        await RefuseAsync("needed", new { username = "" }, "credentials-required");
        Assert.NotNull((await RefuseAsync("needed", new { delivery = "none" }, "validation-failed"))["errors"]!["delivery"]);
    }

    [Fact]
    public async Task Edit_RealmThatChanged_NeedsThePasswordAgain()
    {
        await using var first = await HttpServer.StartAsync(context => context.Response.WriteAsJsonAsync(new { token = "t" }));
        await using var second = await HttpServer.StartAsync(context => context.Response.WriteAsJsonAsync(new { token = "t" }));
        var realm = first.Url;
        await using var server = await HttpServer.StartAsync(context =>
            context.Request.Headers.Authorization == "Bearer t" ? FakeRegistry.Open(context) : FakeRegistry.WithTokens(context, new Uri(realm, "/token").AbsoluteUri, "svc"));
        await Admin.IntegrateAsync(RegistryCalls.Body("realm", server.Url, "user", "secret"));
        realm = second.Url;

        Assert.NotNull((await RefuseAsync("realm", new { tls = new { skipVerify = true } }, "validation-failed"))["errors"]!["password"]);
        Assert.Empty(second.Requests);

        await EditAsync("realm", new { password = "secret" });
        Assert.NotEmpty(second.Requests);
    }

    [Fact]
    public async Task Edit_ImageHostDropped_StaysDenied()
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.Open);
        await Admin.IntegrateAsync(new { name = "dropping", type = "docker-registry", url = server.Url, imageHosts = new[] { "dropped.example.test:5000" } });

        await EditAsync("dropping", new { imageHosts = Array.Empty<string>() });

        Assert.Contains("dropped.example.test:5000", (await Admin.GetOkAsync("/api/v1/removed-hosts"))["items"]!.AsArray().Select(row => (string?)row!["host"]));
        await EditAsync("dropping", new { imageHosts = new[] { "dropped.example.test:5000" } });
        Assert.DoesNotContain("dropped.example.test:5000", (await Admin.GetOkAsync("/api/v1/removed-hosts"))["items"]!.AsArray().Select(row => (string?)row!["host"]));
    }

    [Fact]
    public async Task Edit_HostOfAnother_IsRefused()
    {
        await using var one = await HttpServer.StartAsync(FakeRegistry.Open);
        await using var other = await HttpServer.StartAsync(FakeRegistry.Open);
        await Admin.IntegrateAsync(RegistryCalls.Body("first", one.Url));
        await Admin.IntegrateAsync(RegistryCalls.Body("second", other.Url));

        await RefuseAsync("second", new { url = one.Url }, "host-already-integrated", HttpStatusCode.Conflict);
        await RefuseAsync("second", new { imageHosts = new[] { one.Url.Authority } }, "host-already-integrated", HttpStatusCode.Conflict);
        await RefuseAsync("second", new { url = fixture.Host.Url }, "own-identity");
    }

    [Fact]
    public async Task Edit_ExclusiveByTheWorkspacesAdmin_IsForbidden()
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.Open);
        var lead = await fixture.Host.UserAsync("edit-lead", "team", "admin");
        await lead.IntegrateAsync(RegistryCalls.Body("ours", server.Url), "team");

        await lead.SendRefusedAsync(HttpMethod.Patch, RegistryCalls.Path("team", "ours"), new { exclusive = true }, HttpStatusCode.Forbidden, "forbidden");
        await lead.SendOkAsync(HttpMethod.Patch, RegistryCalls.Path("team", "ours"), new { exclusive = false, displayName = "Ours" });
    }

    [Fact]
    public async Task Edit_Absent_IsNotFound() =>
        await RefuseAsync("nobody", new { displayName = "x" }, "not-found", HttpStatusCode.NotFound);

    private Task<JsonNode> EditAsync(string registry, object body) => Admin.SendOkAsync(HttpMethod.Patch, RegistryCalls.Path(null, registry), body);

    private Task<JsonNode> RefuseAsync(string registry, object body, string code, HttpStatusCode status = HttpStatusCode.UnprocessableEntity) =>
        Admin.SendRefusedAsync(HttpMethod.Patch, RegistryCalls.Path(null, registry), body, status, code);
}
