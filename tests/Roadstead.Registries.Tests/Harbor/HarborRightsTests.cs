using System.Text.Json;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries.Harbor;

namespace Roadstead.Registries.Tests.Harbor;

/// <summary>What robots may do, right by right.</summary>
public sealed class HarborRightsTests
{
    private static readonly RegistryCredentials Robot = new("robot$roadstead", "secret");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // A Harbor whose robot holds all rights but these.
    private static async Task<ScriptedHarbor> StartAsync(string version, params string[] without)
    {
        var harbor = await ScriptedHarbor.StartAsync();
        harbor.Version = version;
        harbor.Fails("GET /api/v2.0/users/current", 412, "PRECONDITION");
        var held = HarborRights.All.Where(right => !without.Contains($"{right.Resource}:{right.Action}")).ToList();
        object Access(bool ofSystem) => held.Where(right => right.OfSystem == ofSystem).Select(right => new { resource = right.Resource, action = right.Action });
        harbor.Json("GET /api/v2.0/robots", JsonSerializer.Serialize(new[]
        {
            new
            {
                id = 1, name = Robot.Username, level = "system", duration = -1,
                permissions = new object[] { new { kind = "system", @namespace = "/", access = Access(true) }, new { kind = "project", @namespace = "*", access = Access(false) } },
            },
        }));
        return harbor;
    }

    private static async Task<(RegistrySignal Rights, IReadOnlyList<string> Capabilities)> CheckAsync(ScriptedHarbor harbor, bool platform = true)
    {
        await using var driver = harbor.Driver(Robot, platform);
        var signals = await driver.CheckAsync(CheckDepth.Full, Cancelled);
        return (signals.Single(signal => signal.Name == SignalName.Rights), driver.Capabilities);
    }

    [Fact]
    public async Task CheckAsync_SystemRobotWithAllRights_StandsInForAnAdministrator()
    {
        await using var harbor = await StartAsync("v2.12.0-1");

        var (rights, capabilities) = await CheckAsync(harbor);

        Assert.True(rights.Ok);
        Assert.Equal(HarborRights.Capabilities.Except([RegistryCapability.Statistics]), capabilities);
    }

    [Theory]
    [InlineData("repository:pull", null)]
    [InlineData("artifact:list", null)]
    [InlineData("project:list", null)]
    [InlineData("robot:create", RegistryCapability.PullAccounts)]
    [InlineData("quota:update", RegistryCapability.SetQuota)]
    [InlineData("notification-policy:update", RegistryCapability.Events)]
    [InlineData("project:delete", RegistryCapability.DeleteSpace)]
    [InlineData("scan:create", RegistryCapability.Scan)]
    public async Task CheckAsync_SystemRobotWithoutARight_NamesIt(string missing, string? capability)
    {
        await using var harbor = await StartAsync("v2.15.2-1", missing);

        var (rights, capabilities) = await CheckAsync(harbor);

        Assert.Equal((capability is not null, capability is null ? SignalReason.AdminRequired : SignalReason.Ok), (rights.Ok, rights.Reason));
        Assert.Contains(missing, rights.Message, StringComparison.Ordinal);
        Assert.True(capability is null || !capabilities.Contains(capability));
    }

    [Fact]
    public async Task CheckAsync_SystemRobotBefore212_IsNoAdministrator()
    {
        await using var harbor = await StartAsync("v2.11.3-1");

        var (rights, capabilities) = await CheckAsync(harbor);

        Assert.Equal((false, SignalReason.AdminRequired), (rights.Ok, rights.Reason));
        Assert.Contains("2.12", rights.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(RegistryCapability.PullAccounts, capabilities);
    }

    [Fact]
    public async Task CheckAsync_RobotAtAWorkspace_IsTakenWithWhatItMayDo()
    {
        await using var harbor = await StartAsync("v2.11.3-1", "artifact:delete");

        var (rights, capabilities) = await CheckAsync(harbor, platform: false);

        Assert.True(rights.Ok);
        Assert.Contains(RegistryCapability.Events, capabilities);
        Assert.DoesNotContain(RegistryCapability.Delete, capabilities);
    }

    [Fact]
    public async Task CheckAsync_RobotUpTo29WithARightOfTheSystem_HasNoneInProjects()
    {
        await using var harbor = await StartAsync("v2.9.5-1");

        var (_, capabilities) = await CheckAsync(harbor, platform: false);

        Assert.Equal([RegistryCapability.CreateSpace, RegistryCapability.SetQuota, RegistryCapability.RepositoryListing], capabilities);
    }

    [Fact]
    public async Task CheckAsync_RobotThatMayNotListRobots_AsksWhatItMayDo()
    {
        await using var harbor = await StartAsync("v2.15.2-1");
        harbor.Fails("GET /api/v2.0/robots", 403, "FORBIDDEN");
        harbor.List("GET /api/v2.0/projects", () => [ScriptedHarbor.Project(7, "team-a"), ScriptedHarbor.Project(8, "open", isPublic: true)]);
        harbor.On("GET /api/v2.0/users/current/permissions", context => ScriptedHarbor.WriteAsync(
            context,
            (string?)context.Request.Query["scope"] switch
            {
                "/system" => """[{"resource":"/system/project","action":"list"}]""",
                "/project/7" => """[{"resource":".","action":"read"},{"resource":"repository","action":"pull"},{"resource":"repository","action":"list"},{"resource":"artifact","action":"list"}]""",
                _ => "[]",
            },
            200));

        var (rights, _) = await CheckAsync(harbor);

        Assert.Equal(SignalReason.AdminRequired, rights.Reason);
        Assert.Contains("robot:list", rights.Message, StringComparison.Ordinal);
        Assert.Contains("artifact:read", rights.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("project:list", rights.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("artifact:list", rights.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Capabilities_Before22_HaveNoPullAccounts()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.Version = "v2.1.6-1";
        await using var driver = harbor.Driver();
        await driver.CheckAsync(CheckDepth.Full, Cancelled);

        Assert.DoesNotContain(RegistryCapability.PullAccounts, driver.Capabilities);
        Assert.Null(driver.As<IPullAccounts>());
        Assert.NotNull(driver.As<ISpaceAdministration>());
    }

    [Fact]
    public async Task Capabilities_UserWhoAdministersAProject_AreThoseOfProjects()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.Json("GET /api/v2.0/users/current", """{"username":"dev"}""");
        harbor.Json("GET /api/v2.0/projects", """[{"project_id":3,"name":"team-a","current_user_role_id":1,"current_user_role_ids":[1]}]""");
        await using var driver = harbor.Driver(platform: false);
        var signals = await driver.CheckAsync(CheckDepth.Full, Cancelled);

        Assert.True(signals.Single(signal => signal.Name == SignalName.Rights).Ok);
        Assert.Equal(
            ["create-space", "delete-space", "set-visibility", "events", "repository-listing", "artifact-listing", "delete", "scan"],
            driver.Capabilities);
    }
}
