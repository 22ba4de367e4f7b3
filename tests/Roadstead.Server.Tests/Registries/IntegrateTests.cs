using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Registries;

public sealed class IntegrateTests(RegistryFixture registries) : IClassFixture<RegistryFixture>
{
    [Fact]
    public async Task Integrate_OpenRegistry_IsHealthyAtOnceAndPrivate()
    {
        await using var host = await RoadsteadHost.StartAsync();

        var registry = await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries", new { name = "plain", type = "docker-registry", url = registries.Open.Url });

        Assert.Equal("plain", (string?)registry["name"]);
        Assert.Equal("plain", (string?)registry["displayName"]);
        Assert.Equal("platform", (string?)registry["scope"]);
        Assert.Equal("docker-registry", (string?)registry["type"]);
        Assert.Equal(registries.Open.Url.ToString().TrimEnd('/'), (string?)registry["url"]);
        Assert.Equal([registries.Open.Url.Authority], Texts(registry["imageHosts"]));
        Assert.Equal("integrated", (string?)registry["origin"]);
        Assert.Equal("healthy", (string?)registry["status"]);
        Assert.Equal("none", (string?)registry["delivery"]);
        Assert.Equal("2.x", (string?)registry["version"]);
        Assert.Equal(["reachable", "tls", "product", "login", "rights", "listing", "pull"], [.. registry["signals"]!.AsArray().Select(signal => (string)signal!["name"]!)]);
        Assert.All(registry["signals"]!.AsArray(), signal => Assert.NotNull(signal!["changedAt"]));
        var spaces = await host.Admin.GetOkAsync("/api/v1/registries/plain/spaces");
        var root = Assert.Single(spaces["items"]!.AsArray());
        Assert.Equal(("*", "private"), ((string?)root!["name"], (string?)root["visibility"]));
    }

    [Fact]
    public async Task Integrate_RegistryWithPassword_DeliversThroughTheGateway()
    {
        await using var host = await RoadsteadHost.StartAsync();

        var registry = await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries", Locked("locked"));

        Assert.Equal("gateway", (string?)registry["delivery"]);
        Assert.Equal(RegistryFixture.Username, (string?)registry["username"]);
        Assert.Equal("healthy", (string?)registry["status"]);
        Assert.False(registry.AsObject().ContainsKey("password"));
        Assert.Equal("2.x", (string?)registry["version"]);
    }

    [Fact]
    public async Task Integrate_CertificateOfAnOwnCa_IsTrustedWithTheCa()
    {
        await using var host = await RoadsteadHost.StartAsync();
        using var authority = new TestCertificates();
        using var certificate = authority.Issue();
        await using var registry = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Certificate = certificate }, TestContext.Current.CancellationToken);

        await host.Admin.RefuseAsync(RegistryCalls.Body("tls", registry.Url), "tls-untrusted");
        var integrated = await host.Admin.IntegrateAsync(new { name = "tls", type = "docker-registry", url = registry.Url.Authority, tls = new { caCertificate = authority.AuthorityPem } });

        Assert.True((bool?)integrated.Signal("tls")["ok"]);
        Assert.Equal($"https://{registry.Url.Authority}", (string?)integrated["url"]);
        Assert.Contains("BEGIN CERTIFICATE", (string?)integrated["tls"]!["caCertificate"]);
        var skipped = await host.Admin.SendOkAsync(HttpMethod.Patch, RegistryCalls.Path(null, "tls"), new { tls = new { skipVerify = true } });
        Assert.Equal("tls-not-verified", (string?)skipped.Signal("tls")["reason"]);
    }

    [Fact]
    public async Task Integrate_AtAWorkspace_IsThatWorkspacesAlone()
    {
        await using var host = await RoadsteadHost.StartAsync();
        await host.WorkspaceAsync("team");
        await host.WorkspaceAsync("other");
        var lead = await host.UserAsync("lead", "team", "admin");
        var viewer = await host.UserAsync("viewer", "team");
        var stranger = await host.UserAsync("stranger", "other", "admin");

        var registry = await lead.IntegrateAsync(Locked("own"), "team");

        Assert.Equal(("workspace", "team"), ((string?)registry["scope"], (string?)registry["workspace"]));
        Assert.Equal(0, (int?)(await host.Admin.GetOkAsync("/api/v1/registries"))["total"]);
        Assert.Equal("own", (string?)Assert.Single((await viewer.GetOkAsync(RegistryCalls.Path("team") + "?q=ow"))["items"]!.AsArray())!["name"]);
        await stranger.SendRefusedAsync(HttpMethod.Get, RegistryCalls.Path("team", "own"), null, HttpStatusCode.NotFound, "not-found");
        await viewer.SendRefusedAsync(HttpMethod.Delete, RegistryCalls.Path("team", "own"), null, HttpStatusCode.Forbidden, "forbidden");
        await lead.SendRefusedAsync(HttpMethod.Get, "/api/v1/registries", null, HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Integrate_RegistryThatTrustsRoadsteadsTokens_DeliversByTokens()
    {
        await using var host = await RoadsteadHost.StartAsync();
        await host.WorkspaceAsync("team");
        await using var registry = await HttpServer.StartAsync(context =>
            context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal)
                ? FakeRegistry.Open(context)
                : FakeRegistry.WithTokens(context, new Uri(host.Url, "/token").AbsoluteUri, "own-service"));

        await host.Admin.RefuseAsync(RegistryCalls.Body("thief", registry.Url), "validation-failed", workspace: "team");
        Assert.DoesNotContain(registry.Requests, request => request.Authorization is not null);
        var integrated = await host.Admin.IntegrateAsync(RegistryCalls.Body("tokens", registry.Url));
        Assert.Equal("token-service", (string?)integrated["delivery"]);
        Assert.Equal("healthy", (string?)integrated["status"]);

        await using var another = await HttpServer.StartAsync(context => FakeRegistry.WithTokens(context, new Uri(host.Url, "/token").AbsoluteUri, "own-service"));
        Assert.Contains("own-service", (await host.Admin.RefuseAsync(RegistryCalls.Body("double", another.Url), "validation-failed")).Detail());
        Assert.DoesNotContain(another.Requests, request => request.Authorization is { } token && SubjectOf(token) == "roadstead");
    }

    private static string SubjectOf(string bearer) =>
        (string)JsonNode.Parse(Base64Url.DecodeFromChars(bearer.Split('.')[1]))!["sub"]!;

    private object Locked(string name, string? password = RegistryFixture.Password) =>
        new { name, type = "docker-registry", url = registries.Locked.Url, username = RegistryFixture.Username, password };

    private static string[] Texts(JsonNode? array) => [.. array!.AsArray().Select(item => (string)item!)];
}
