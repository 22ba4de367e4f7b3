using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Registries;

/// <summary>Every reason for which a registry is not integrated, and that nothing is stored then.</summary>
public sealed class IntegrateRefusalTests(HostFixture fixture, RegistryFixture registries) : IClassFixture<HostFixture>, IClassFixture<RegistryFixture>
{
    private HttpClient Admin => fixture.Host.Admin;

    [Fact]
    public async Task Integrate_ManyFieldsWrong_NamesAllAtOnce()
    {
        var problem = await Admin.RefuseAsync(
            new { name = "Bad_Name", url = "ftp://x", imageHosts = new[] { "no host" }, password = "p", tls = new { caCertificate = "no pem" }, displayName = "", exclusive = true, tokenRealm = "nowhere" },
            "validation-failed");

        Assert.Equal(
            ["displayName", "exclusive", "imageHosts", "name", "tls.caCertificate", "tokenRealm", "type", "url", "username"],
            problem["errors"]!.AsObject().Select(field => field.Key).Order());
    }

    [Theory]
    [InlineData("https://user:secret@reg.example.com")]
    [InlineData("https://reg.example.com?x=1")]
    [InlineData("https://reg.example.com#x")]
    [InlineData("https://reg.example.com/path")]
    [InlineData("https://")]
    [InlineData("")]
    [InlineData("https://re g.example.com")]
    public async Task Integrate_UrlWithMoreThanAHost_IsRefused(string url)
    {
        var problem = await Admin.RefuseAsync(new { name = "url", type = "docker-registry", url }, "validation-failed");

        Assert.NotNull(problem["errors"]!["url"]);
        Assert.DoesNotContain("secret", problem.ToJsonString());
    }

    [Fact]
    public async Task Integrate_NameW_IsRefused() =>
        await Admin.RefuseAsync(RegistryCalls.Body("w", registries.Open.Url), "validation-failed");

    [Fact]
    public async Task Integrate_DeadPort_IsUnreachable() =>
        Assert.Equal("connection-refused", (string?)(await Admin.RefuseAsync(RegistryCalls.Body("dead", new Uri($"http://127.0.0.1:{FreePort.Next()}")), "registry-unreachable"))["reason"]);

    [Fact]
    public async Task Integrate_NameThatDoesNotResolve_IsUnreachable() =>
        await Admin.RefuseAsync(RegistryCalls.Body("nowhere", new Uri("http://no-such-registry.invalid")), "registry-unreachable");

    [Fact]
    public async Task Integrate_ServerThatNeverAnswers_IsUnreachable()
    {
        // A limit that keeps this test short would be too short on a busy machine for those of registries that answer.
        await using var host = await RoadsteadHost.StartAsync(new Dictionary<string, string?> { ["Registries:InspectionTimeout"] = "00:00:03" });
        await using var server = await HttpServer.StartAsync(FakeRegistry.Hangs);

        Assert.Equal("timeout", (string?)(await host.Admin.RefuseAsync(RegistryCalls.Body("slow", server.Url), "registry-unreachable"))["reason"]);
    }

    [Fact]
    public async Task Integrate_ServerThatFails_IsUnreachable()
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });

        await Admin.RefuseAsync(RegistryCalls.Body("failing", server.Url), "registry-unreachable");
    }

    [Fact]
    public async Task Integrate_Garbage_IsOfTheWrongType()
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.Garbage);

        await Admin.RefuseAsync(RegistryCalls.Body("garbage", server.Url), "wrong-type");
    }

    [Fact]
    public async Task Integrate_WebSite_SaysThatItIsOne()
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.WebSite);

        Assert.Contains("a web site", (await Admin.RefuseAsync(RegistryCalls.Body("site", server.Url), "wrong-type")).Detail());
    }

    [Fact]
    public async Task Integrate_HarborAsDockerRegistry_SaysWhatItFound()
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.Harbor);

        var problem = await Admin.RefuseAsync(RegistryCalls.Body("harbor", server.Url), "wrong-type");

        Assert.Contains("Harbor", problem.Detail());
        Assert.Equal("Harbor", (string?)problem["found"]!["product"]);
        Assert.DoesNotContain(server.Requests, request => request.Authorization is not null);
    }

    [Fact]
    public async Task Integrate_DockerRegistryAsHarbor_IsOfTheWrongType() =>
        Assert.Contains("Docker Registry", (await Admin.RefuseAsync(new { name = "h", type = "harbor", url = registries.Open.Url }, "wrong-type")).Detail());

    [Fact]
    public async Task Integrate_UntrustedCertificate_AsksForTheCa()
    {
        using var authority = new TestCertificates();
        using var certificate = authority.Issue();
        await using var server = await HttpServer.StartAsync(FakeRegistry.Open, certificate);

        await Admin.RefuseAsync(RegistryCalls.Body("tls", server.Url), "tls-untrusted");
        using var another = new TestCertificates("another CA");
        await Admin.RefuseAsync(new { name = "tls", type = "docker-registry", url = server.Url, tls = new { caCertificate = another.AuthorityPem } }, "tls-untrusted");
    }

    [Fact]
    public async Task Integrate_LoginMissing_IsAskedFor() =>
        Assert.NotNull((await Admin.RefuseAsync(RegistryCalls.Body("locked", registries.Locked.Url), "credentials-required"))["errors"]!["username"]);

    [Fact]
    public async Task Integrate_WrongPassword_IsRejectedAndNotShown()
    {
        var problem = await Admin.RefuseAsync(RegistryCalls.Body("locked", registries.Locked.Url, RegistryFixture.Username, "wrong-MARK"), "credentials-rejected");

        Assert.NotNull(problem["errors"]!["password"]);
        Assert.DoesNotContain("wrong-MARK", problem.ToJsonString());
    }

    [Fact]
    public async Task Integrate_WrongPassword_IsSentOnce()
    {
        await using var server = await HttpServer.StartAsync(context => FakeRegistry.Locked(context));

        await Admin.RefuseAsync(RegistryCalls.Body("locked", server.Url, FakeRegistry.Username, "wrong"), "credentials-rejected");

        Assert.Single(server.Requests, request => request.Authorization is not null);
    }

    [Fact]
    public async Task Integrate_RealmOfAnotherParty_GetsNothingUntilItIsConfirmed()
    {
        await using var thief = await HttpServer.StartAsync(FakeRegistry.Open);
        await using var server = await HttpServer.StartAsync(context => FakeRegistry.WithTokens(context, new Uri(thief.UrlByName, "/token").AbsoluteUri, "svc"));

        var problem = await Admin.RefuseAsync(RegistryCalls.Body("realm", server.Url, "user", "secret"), "realm-not-trusted");

        Assert.Equal(new Uri(thief.UrlByName, "/token").AbsoluteUri, (string?)problem["tokenRealm"]);
        Assert.DoesNotContain(thief.Requests, request => request.Authorization is not null);
    }

    [Theory]
    [InlineData("robot")]
    [InlineData("scoped-token")]
    [InlineData("token-service")]
    [InlineData("shared")]
    public async Task Integrate_ImpossibleDelivery_IsAProblemOfTheField(string delivery) =>
        Assert.NotNull((await Admin.RefuseAsync(new { name = "delivery", type = "docker-registry", url = registries.Open.Url, delivery }, "validation-failed"))["errors"]!["delivery"]);

    [Fact]
    public async Task Integrate_DeliveryNoneOfALockedRegistry_IsRefused() =>
        await Admin.RefuseAsync(new { name = "none", type = "docker-registry", url = registries.Locked.Url, username = RegistryFixture.Username, password = RegistryFixture.Password, delivery = "none" }, "validation-failed");

    [Theory]
    [InlineData("http://169.254.169.254")]
    [InlineData("http://[fe80::1]:5000")]
    [InlineData("http://[::ffff:169.254.169.254]")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]")]
    [InlineData("http://[fd00:ec2::254]")]
    [InlineData("http://0.0.0.0:5000")]
    [InlineData("http://224.0.0.1")]
    [InlineData("http://100.100.100.200")]
    [InlineData("http://2852039166")]
    [InlineData("http://0xA9.0xFE.0xA9.0xFE")]
    public async Task Integrate_AddressThatIsNoRegistrys_IsNotAllowed(string url)
    {
        await Admin.RefuseAsync(new { name = "metadata", type = "docker-registry", url }, "address-not-allowed");
        await Admin.RefuseAsync(new { name = "metadata", type = "docker-registry", url }, "address-not-allowed", workspace: "team");
    }

    [Fact]
    public async Task Integrate_OwnAddress_IsRefused()
    {
        var own = fixture.Host.Url;
        await Admin.RefuseAsync(RegistryCalls.Body("self", own), "own-identity");
        await Admin.RefuseAsync(RegistryCalls.Body("self", new UriBuilder(own) { Host = "localhost" }.Uri), "own-identity");
        await Admin.RefuseAsync(new { name = "self", type = "docker-registry", url = registries.Open.Url, imageHosts = new[] { own.Authority } }, "own-identity");
    }

    [Fact]
    public async Task Integrate_OwnTokenAsPassword_IsRefused()
    {
        var token = await fixture.Host.TokenAsync("admin", RoadsteadHost.AdminPassword);

        var problem = await Admin.RefuseAsync(RegistryCalls.Body("token", registries.Locked.Url, "admin", token), "own-identity");

        Assert.DoesNotContain(token, problem.ToJsonString());
    }

    [Fact]
    public async Task Integrate_ExclusiveByAWorkspaceAdmin_IsForbidden()
    {
        var lead = await fixture.Host.UserAsync("exclusive-lead", "team", "admin");

        await lead.RefuseAsync(new { name = "mine", type = "docker-registry", url = registries.Open.Url, exclusive = true }, "forbidden", workspace: "team");
    }
}
