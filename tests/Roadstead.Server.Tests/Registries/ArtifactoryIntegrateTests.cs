using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Registries;
using Roadstead.Server.Registries;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory;
using Roadstead.Testing.Harbor;

namespace Roadstead.Server.Tests.Registries;

/// <summary>Artifactories at both levels: which login is taken, what is said of one that is not, and what a registry can.</summary>
public sealed class ArtifactoryIntegrateTests(HarborHostFixture fixture) : IClassFixture<HarborHostFixture>
{
    private static readonly FakeArtifactorySettings Small = new() { WithStorage = false };

    private HttpClient Admin => fixture.Host.Admin;

    private static object Body(string name, FakeArtifactory artifactory, ArtifactoryCredentials? login) =>
        new { name, type = "artifactory", url = artifactory.Url.ToString(), username = login?.Username, password = login?.Password };

    private static Task<FakeArtifactory> StartAsync(string version = "7.90.5", ArtifactoryEdition edition = ArtifactoryEdition.Pro) => StartAsync(Small with { Version = version, Edition = edition });

    private static async Task<FakeArtifactory> StartAsync(FakeArtifactorySettings settings)
    {
        // A port that comes back would be the host of a registry that an earlier test left integrated.
        var artifactory = await FakeArtifactory.StartAsync(settings with { Port = FreePort.Next() });
        artifactory.AddRepository("docker-local/team/app", "v1");
        return artifactory;
    }

    [Theory]
    [InlineData("7.90.5", ArtifactoryEdition.Pro, true)]
    [InlineData("7.90.5", ArtifactoryEdition.Enterprise, true)]
    [InlineData("6.23.42", ArtifactoryEdition.Pro, true)]
    [InlineData("7.46.11", ArtifactoryEdition.Jcr, false)]
    public async Task Integrate_PlatformByAnAdministrator_IsHealthyAndSaysWhatItCan(string version, ArtifactoryEdition edition, bool pro)
    {
        await using var artifactory = await StartAsync(version, edition);
        var name = $"a{version.Replace(".", "", StringComparison.Ordinal)}-{edition.ToString().ToLowerInvariant()}";

        var registry = await Admin.IntegrateAsync(Body(name, artifactory, artifactory.Admin));

        Assert.Equal(("artifactory", "platform", version, "healthy"), ((string?)registry["type"], (string?)registry["scope"], (string?)registry["version"], (string?)registry["status"]));
        Assert.Equal(artifactory.Url.ToString(), (string?)registry["url"]);
        Assert.Contains("administrator", (string?)registry.Signal("rights")["message"], StringComparison.Ordinal);
        Assert.True((bool?)registry.Signal("pull")["ok"]);
        var check = await Admin.SendOkAsync(HttpMethod.Post, RegistryCalls.Path(null, name) + "/check", new { });
        Assert.Equal(("healthy", pro), ((string?)check["status"], check["capabilities"].Texts().Contains("create-space")));
        Assert.DoesNotContain("set-visibility", check["capabilities"].Texts());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("team")]
    public async Task Integrate_WhoIsNoAdministrator_IsTakenWithLess(string? workspace)
    {
        await using var artifactory = await StartAsync();
        var reader = artifactory.CreateUser("reader");
        artifactory.Grant("reader", "docker-local");

        var registry = await Admin.IntegrateAsync(Body($"reader-{workspace ?? "platform"}", artifactory, reader), workspace);

        Assert.Equal(("gateway", "healthy"), ((string?)registry["delivery"], (string?)registry["status"]));
        Assert.Contains("without administrator rights", (string?)registry.Signal("rights")["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("team")]
    public async Task Integrate_WrongPassword_IsRefusedAfterOneTry(string? workspace)
    {
        await using var artifactory = await StartAsync();

        await Admin.RefuseAsync(Body("wrong", artifactory, artifactory.Admin with { Password = "wrong" }), "credentials-rejected", workspace);

        Assert.Single(artifactory.Calls, call => call.HasCredentials);
    }

    [Fact]
    public async Task Integrate_UserWhoIsShutOut_IsToldSo()
    {
        await using var artifactory = await StartAsync(Small with { LoginSuspension = TimeSpan.FromMinutes(1) });
        await Admin.RefuseAsync(Body("shut-out", artifactory, artifactory.Admin with { Password = "wrong" }), "credentials-rejected");

        var problem = await Admin.RefuseAsync(Body("shut-out", artifactory, artifactory.Admin), "credentials-rejected");

        Assert.Equal("login-suspended", (string?)problem["reason"]);
        Assert.Contains("minute", problem.Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Integrate_NoLoginWhereOneIsNeeded_AsksForIt()
    {
        await using var artifactory = await StartAsync();
        await Admin.RefuseAsync(Body("none", artifactory, null), "credentials-required");
    }

    [Fact]
    public async Task Integrate_NothingListens_IsUnreachable() =>
        await Admin.RefuseAsync(new { name = "dead", type = "artifactory", url = $"http://127.0.0.1:{FreePort.Next()}/artifactory", username = "admin", password = "x" }, "registry-unreachable");

    [Fact]
    public async Task Integrate_AnotherProduct_IsNamedAndGetsNoLogin()
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false });

        var problem = await Admin.RefuseAsync(new { name = "harbor", type = "artifactory", url = harbor.Url.ToString(), username = harbor.Admin.Username, password = harbor.Admin.Password }, "wrong-type");

        Assert.Contains("Harbor", problem.Detail(), StringComparison.Ordinal);
        Assert.Equal("harbor", (string?)problem["found"]!["type"]);
        Assert.DoesNotContain(harbor.Calls, call => call.Template == "GET /users/current");
        await using var artifactory = await StartAsync();
        Assert.Contains("Artifactory", (await Admin.RefuseAsync(new { name = "harbor", type = "harbor", url = artifactory.Root.ToString(), username = "admin", password = "x" }, "wrong-type")).Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Integrate_TokenWithoutAUserName_IsKeptAndChangedLikeALogin()
    {
        await using var artifactory = await StartAsync();
        var token = artifactory.CreateToken("admin").Value;
        var registry = await Admin.IntegrateAsync(Body("by-token", artifactory, new ArtifactoryCredentials("", token)));
        Assert.Equal("healthy", (string?)registry["status"]);
        var path = RegistryCalls.Path(null, "by-token");

        // The token stays when something else is edited, and another takes its place.
        await Admin.SendOkAsync(HttpMethod.Patch, path, new { displayName = "By token", username = "" });
        Assert.Equal("healthy", (string?)(await Admin.SendOkAsync(HttpMethod.Post, path + "/check", new { }))["status"]);
        await Admin.SendRefusedAsync(HttpMethod.Patch, path, new { password = "eyJ-no-token" }, HttpStatusCode.UnprocessableEntity, "credentials-rejected");
        await Admin.SendOkAsync(HttpMethod.Patch, path, new { password = artifactory.CreateToken("admin").Value });
        await Admin.SendOkAsync(HttpMethod.Patch, path, new { username = artifactory.Admin.Username, password = artifactory.Admin.Password });
        Assert.Equal("admin", (string?)(await Admin.GetOkAsync(path))["username"]);

        // Other products know no token without a user.
        await Admin.RefuseAsync(new { name = "other", type = "harbor", url = "http://127.0.0.1:1", username = "", password = token }, "validation-failed");
    }

    [Fact]
    public async Task Check_PasswordChangedThere_IsSaidAndNotTriedAgain()
    {
        await using var artifactory = await StartAsync(Small with { LoginSuspension = TimeSpan.Zero });
        await Admin.IntegrateAsync(Body("changed", artifactory, artifactory.Admin));
        await Admin.CrawledAsync("changed");
        artifactory.State.Admin.Password = "another";

        JsonNode check = await Admin.SendOkAsync(HttpMethod.Post, RegistryCalls.Path(null, "changed") + "/check", new { });

        Assert.Equal(("unhealthy", "credentials-rejected"), ((string?)check["status"], (string?)check.Signal("login")["reason"]));
        var (known, driver) = (artifactory.Calls.Count, fixture.Host.Services.GetRequiredService<IRegistryConnections>().Find(Guid.Parse((string)check["id"]!))!);
        await Assert.ThrowsAsync<RegistryException>(() => driver.MeasureStorageAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<RegistryException>(() => driver.As<IImageDeletion>()!.DeleteTagAsync(Core.References.RepositoryName.Parse("docker-local/team/app"), "v1", TestContext.Current.CancellationToken));
        Assert.DoesNotContain(artifactory.Calls.Skip(known), call => call.Template is "GET /api/system/licenses" or "GET /api/storageinfo");
    }
}
