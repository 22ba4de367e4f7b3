using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Registries;
using Roadstead.Server.Registries;
using Roadstead.Server.Storage;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Harbor;
using Roadstead.Testing.Harbor.Robots;

namespace Roadstead.Server.Tests.Registries;

/// <summary>Harbors at both levels: which login is taken, and what is said of one that is not.</summary>
public sealed class HarborIntegrateTests(HarborHostFixture fixture) : IClassFixture<HarborHostFixture>
{
    private static readonly FakeHarborSettings Small = new() { WithStorage = false };

    private HttpClient Admin => fixture.Host.Admin;

    private static object Body(string name, FakeHarbor harbor, HarborCredentials? login, string? delivery = null) =>
        new { name, type = "harbor", url = harbor.Url.ToString(), username = login?.Username, password = login?.Password, delivery };

    private static HarborCredentials SystemRobot(FakeHarbor harbor, params string[] without)
    {
        (string, string)[] Access(params string[] rights) => [.. rights.Except(without).Select(right => right.Split(':')).Select(parts => (parts[0], parts[1]))];
        return harbor.CreateRobot(
            "integrates",
            null,
            new RobotPermission("system", "/", Access("project:list", "project:create", "quota:list", "quota:update", "robot:create", "robot:list", "robot:read", "robot:delete")),
            new RobotPermission("project", "*", Access("project:read", "repository:list", "repository:read", "repository:pull", "artifact:list", "artifact:read", "tag:list")));
    }

    [Theory]
    [InlineData("2.15.2", "robot")]
    [InlineData("2.9.5", "robot")]
    [InlineData("2.2.0", "robot")]
    [InlineData("2.1.0", "gateway")]
    [InlineData("2.0.0", "gateway")]
    public async Task Integrate_PlatformByItsAdministrator_IsHealthyAndSaysWhatItCan(string version, string delivery)
    {
        await using var harbor = await FakeHarbor.StartAsync(Small with { Version = version });
        harbor.AddRepository("team-a/app", "v1");
        var name = $"h{version.Replace(".", "", StringComparison.Ordinal)}";

        var registry = await Admin.IntegrateAsync(Body(name, harbor, harbor.Admin));

        Assert.Equal(("harbor", "platform", version, delivery), ((string?)registry["type"], (string?)registry["scope"], (string?)registry["version"], (string?)registry["delivery"]));
        Assert.Equal("healthy", (string?)registry["status"]);
        Assert.Contains("administrator", (string?)registry.Signal("rights")["message"], StringComparison.Ordinal);
        Assert.True((bool?)registry.Signal("pull")["ok"]);
        var check = await Admin.SendOkAsync(HttpMethod.Post, RegistryCalls.Path(null, name) + "/check", new { });
        Assert.Equal("healthy", (string?)check["status"]);
        Assert.Equal(delivery == "robot", check["capabilities"].Texts().Contains("pull-accounts"));
        Assert.Contains("create-space", check["capabilities"].Texts());
    }

    [Fact]
    public async Task Integrate_PlatformByASystemRobot_NeedsEveryRight()
    {
        await using var harbor = await FakeHarbor.StartAsync(Small);
        var registry = await Admin.IntegrateAsync(Body("by-robot", harbor, SystemRobot(harbor)));
        Assert.Equal(("robot", "healthy"), ((string?)registry["delivery"], (string?)registry["status"]));

        await using var lesser = await FakeHarbor.StartAsync(Small);
        var problem = await Admin.RefuseAsync(Body("by-lesser", lesser, SystemRobot(lesser, "artifact:list", "repository:pull")), "admin-required");
        Assert.Contains("artifact:list", problem.Detail(), StringComparison.Ordinal);
        Assert.Contains("repository:pull", problem.Detail(), StringComparison.Ordinal);
        Assert.NotNull(problem["errors"]!["username"]);

        await using var unable = await FakeHarbor.StartAsync(Small);
        Assert.Equal("gateway", (string?)(await Admin.IntegrateAsync(Body("by-unable", unable, SystemRobot(unable, "robot:create"))))["delivery"]);
    }

    [Fact]
    public async Task Integrate_PlatformByWhoIsNoAdministrator_SaysHowItKnows()
    {
        await using var harbor = await FakeHarbor.StartAsync(Small);
        harbor.CreateProject("team-a");

        var user = await Admin.RefuseAsync(Body("by-user", harbor, harbor.CreateUser("dev")), "admin-required");
        Assert.Contains("sysadmin_flag", user.Detail(), StringComparison.Ordinal);
        var robot = await Admin.RefuseAsync(Body("by-project-robot", harbor, harbor.CreateRobot("ci", "team-a", new RobotPermission("project", "team-a", [("repository", "pull")]))), "admin-required");
        Assert.Contains("robot", robot.Detail(), StringComparison.Ordinal);

        await using var old = await FakeHarbor.StartAsync(Small with { Version = "2.11.0" });
        Assert.Contains("2.12", (await Admin.RefuseAsync(Body("by-old-robot", old, SystemRobot(old)), "admin-required")).Detail(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("team")]
    public async Task Integrate_NoLoginOrAWrongOne_IsRefused(string? workspace)
    {
        await using var harbor = await FakeHarbor.StartAsync(Small);

        await Admin.RefuseAsync(Body("none", harbor, null), "credentials-required", workspace);
        var before = harbor.Count("GET /users/current");
        await Admin.RefuseAsync(Body("wrong", harbor, harbor.Admin with { Password = "Wrong12345" }), "credentials-rejected", workspace);
        Assert.Equal(before + 1, harbor.Count("GET /users/current"));
    }

    [Fact]
    public async Task Integrate_AtAWorkspace_TakesAnyLoginAndUsesTheGateway()
    {
        await using var harbor = await FakeHarbor.StartAsync(Small);
        harbor.AddRepository("team-a/app", "v1");
        harbor.AddMember("team-a", harbor.CreateUser("other").Username, roleId: 2);
        var dev = harbor.CreateUser("dev");
        harbor.AddMember("team-a", dev.Username, roleId: 2);

        var problem = await Admin.RefuseAsync(Body("own-robot", harbor, dev, delivery: "robot"), "validation-failed", "team");
        Assert.NotNull(problem["errors"]!["delivery"]);
        var registry = await Admin.IntegrateAsync(Body("own", harbor, dev), "team");

        Assert.Equal(("workspace", "gateway", "healthy"), ((string?)registry["scope"], (string?)registry["delivery"], (string?)registry["status"]));
        Assert.DoesNotContain("set-quota", (await Admin.SendOkAsync(HttpMethod.Post, RegistryCalls.Path("team", "own") + "/check", new { }))["capabilities"].Texts());
    }

    [Fact]
    public async Task Integrate_RobotThatRoadsteadMade_IsItsOwnIdentity()
    {
        await using var harbor = await FakeHarbor.StartAsync(Small);
        harbor.CreateProject("team-a");
        var installation = fixture.Host.Services.GetRequiredService<Installation>().Id;
        var robot = harbor.CreateRobot($"roadstead-{installation}-abcd-1", null, new RobotPermission("project", "team-a", [("repository", "pull")]));

        await Admin.RefuseAsync(Body("own-robot", harbor, robot), "own-identity");
        await Admin.RefuseAsync(Body("own-robot", harbor, robot), "own-identity", "team");
        Assert.Empty(harbor.Calls);
    }

    [Fact]
    public async Task Integrate_SameHarborUnderAnotherName_IsIntegratedAlready()
    {
        await using var harbor = await FakeHarbor.StartAsync(Small);
        harbor.AddRepository("team-a/app", "v1");
        await Admin.IntegrateAsync(Body("first", harbor, harbor.Admin));

        var other = new { name = "second", type = "harbor", url = new UriBuilder(harbor.Url) { Host = "localhost" }.Uri, username = harbor.Admin.Username, password = harbor.Admin.Password };
        Assert.Contains("first", (await Admin.RefuseAsync(other, "host-already-integrated")).Detail(), StringComparison.Ordinal);
        await Admin.RefuseAsync(Body("third", harbor, harbor.Admin), "host-already-integrated");
        await using var another = await FakeHarbor.StartAsync(Small);
        await Admin.RefuseAsync(Body("first", another, another.Admin), "name-taken");
    }

    [Fact]
    public async Task Integrate_UntrustedCertificate_AsksForTheCa()
    {
        using var authority = new TestCertificates();
        using var certificate = authority.Issue();
        await using var harbor = await FakeHarbor.StartAsync(Small with { Certificate = certificate });

        await Admin.RefuseAsync(Body("tls-harbor", harbor, harbor.Admin), "tls-untrusted");
        Assert.DoesNotContain(harbor.Calls, call => call.Template == "GET /users/current");
        var trusted = await Admin.IntegrateAsync(new
        {
            name = "tls-harbor", type = "harbor", url = harbor.Url, username = harbor.Admin.Username, password = harbor.Admin.Password, tls = new { caCertificate = authority.AuthorityPem },
        });
        Assert.True((bool?)trusted.Signal("tls")["ok"]);
    }

    [Fact]
    public async Task Integrate_HarborThatNamesAnotherPartysRealm_PinsNone()
    {
        // Up to 2.13 the realm is at the address that Harbor believes to have.
        await using var harbor = await FakeHarbor.StartAsync(Small with { Version = "2.9.5", ExternalUrl = "https://harbor.example.com" });
        harbor.AddRepository("team-a/app", "v1");

        var registry = await Admin.IntegrateAsync(Body("elsewhere", harbor, harbor.Admin));

        Assert.Equal("healthy", (string?)registry["status"]);
        await using var db = await fixture.Host.Services.GetRequiredService<IDbContextFactory<RoadsteadDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Null((await db.Registries.SingleAsync(row => row.Name == "elsewhere", TestContext.Current.CancellationToken)).TokenRealm);
    }

    [Fact]
    public async Task Integrate_NothingListens_IsUnreachable()
    {
        var problem = await Admin.RefuseAsync(new { name = "dead", type = "harbor", url = $"http://127.0.0.1:{FreePort.Next()}", username = "admin", password = "x" }, "registry-unreachable");

        Assert.Equal("connection-refused", (string?)problem["reason"]);
        await Admin.RefuseAsync(new { name = "metadata", type = "harbor", url = "http://169.254.169.254", username = "admin", password = "x" }, "address-not-allowed");
    }

    [Fact]
    public async Task Probe_Harbor_ShowsWhatItIsAndHowImagesCouldBePulled()
    {
        await using var harbor = await FakeHarbor.StartAsync(Small);
        harbor.AddRepository("team-a/app", "v1");

        var probe = await Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/probe", Body("", harbor, harbor.Admin));

        Assert.Equal(("harbor", "2.15.2"), ((string?)probe["type"], (string?)probe["version"]));
        Assert.NotEmpty(probe["evidence"]!.AsArray());
        Assert.True((bool?)probe.Signal("rights")["ok"]);
        Assert.Contains("robot", probe.ToJsonString(), StringComparison.Ordinal);

        var nobody = await Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/probe", Body("", harbor, null));
        Assert.Equal(("harbor", "credentials-required"), ((string?)nobody["type"], (string?)nobody.Signal("login")["reason"]));
    }

    [Fact]
    public async Task Edit_LoginOfAHarbor_IsCheckedAsWhenItWasIntegrated()
    {
        await using var harbor = await FakeHarbor.StartAsync(Small);
        harbor.AddRepository("team-a/app", "v1");
        var dev = harbor.CreateUser("dev");
        await Admin.IntegrateAsync(Body("edited", harbor, harbor.Admin));
        var path = RegistryCalls.Path(null, "edited");

        await Admin.SendRefusedAsync(HttpMethod.Patch, path, new { password = "Wrong12345" }, HttpStatusCode.UnprocessableEntity, "credentials-rejected");
        await Admin.SendRefusedAsync(HttpMethod.Patch, path, new { username = dev.Username, password = dev.Password }, HttpStatusCode.UnprocessableEntity, "admin-required");
        Assert.Equal("admin", (string?)(await Admin.GetOkAsync(path))["username"]);
        var gateway = await Admin.SendOkAsync(HttpMethod.Patch, path, new { delivery = "gateway" });
        Assert.Equal("gateway", (string?)gateway["delivery"]);
        Assert.Equal("robot", (string?)(await Admin.SendOkAsync(HttpMethod.Patch, path, new { delivery = "robot" }))["delivery"]);
        await Admin.SendRefusedAsync(HttpMethod.Patch, path, new { delivery = "shared" }, HttpStatusCode.UnprocessableEntity, "validation-failed");
    }

    [Fact]
    public async Task Check_PasswordChangedAtHarbor_IsSaidAndNotTriedAgain()
    {
        await using var harbor = await FakeHarbor.StartAsync(Small with { WrongPasswordDelay = TimeSpan.FromMilliseconds(10) });
        await Admin.IntegrateAsync(Body("changed", harbor, harbor.Admin));
        await Admin.CrawledAsync("changed");
        await Eventually.TrueAsync(async () => (int)(await Admin.GetOkAsync(RegistryCalls.Path(null, "changed") + "/spaces"))["total"]! > 0, "its projects are known", TestContext.Current.CancellationToken);
        harbor.State.Users.Admin.Password = "Another12345";

        JsonNode check = await Admin.SendOkAsync(HttpMethod.Post, RegistryCalls.Path(null, "changed") + "/check", new { });

        Assert.Equal(("unhealthy", "credentials-rejected"), ((string?)check["status"], (string?)check.Signal("login")["reason"]));
        var tries = harbor.Count("GET /users/current");
        var driver = fixture.Host.Services.GetRequiredService<IRegistryConnections>().Find(Guid.Parse((string)check["id"]!))!;
        await Assert.ThrowsAsync<RegistryException>(() => driver.MeasureStorageAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<RegistryException>(() => driver.As<IImageDeletion>()!.DeleteTagAsync(Core.References.RepositoryName.Parse("a/b"), "v1", TestContext.Current.CancellationToken));
        Assert.Equal(tries, harbor.Count("GET /users/current"));
    }
}
