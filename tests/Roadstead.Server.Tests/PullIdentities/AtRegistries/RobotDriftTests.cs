using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Faults;
using Roadstead.Testing.Harbor.Faults;
using static Roadstead.Server.Tests.PullIdentities.AtRegistries.RobotHarbor;
using static Roadstead.Server.Tests.PullIdentities.AtRegistries.RobotWorld;

namespace Roadstead.Server.Tests.PullIdentities.AtRegistries;

/// <summary>What somebody does at the registry is noticed and put right, and what the registry does not let happen is told.</summary>
public sealed class RobotDriftTests(RobotWorld world) : IClassFixture<RobotWorld>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2.9.5", "closed")]
    [InlineData("2.15.2", "closed")]
    [InlineData("2.15.2", "widened")]
    [InlineData("2.9.5", "widened by the system")]
    [InlineData("2.15.2", "other spaces")]
    [InlineData("2.15.2", "deleted")]
    [InlineData("2.9.5", "expired")]
    [InlineData("2.15.2", "expired")]
    public async Task RobotThatSomebodyChanged_IsPutRight_AndTheAuditTellsOfIt(string version, string what)
    {
        var name = $"drift-{what.Replace(' ', '-')}-{version.Replace('.', '-')}";
        await using var harbor = await StartAsync(version);
        await IntegrateAsync(world.Host, name, harbor);
        var namespaces = await world.JoinAsync(name, 1);
        await BindAsync(world.Host, name, name, "alpha");
        await world.HoldAsync(harbor, namespaces);
        var robot = (await harbor.RobotsAsync())[0];

        switch (what)
        {
            case "closed":
                await harbor.ChangeAsync(robot, changed => changed["disable"] = true);
                break;
            case "widened":
                await harbor.ChangeAsync(robot, changed => changed["permissions"]![0]!["access"]!.AsArray().Add(new JsonObject { ["resource"] = "repository", ["action"] = "push" }));
                break;
            case "widened by the system":
                await harbor.ChangeAsync(robot, changed => changed["permissions"]!.AsArray().Add(
                    new JsonObject { ["kind"] = "system", ["namespace"] = "/", ["access"] = new JsonArray(new JsonObject { ["resource"] = "registry", ["action"] = "list" }) }));
                break;
            case "other spaces":
                await harbor.ChangeAsync(robot, changed => changed["permissions"]![0]!["namespace"] = "delta");
                break;
            case "deleted":
                await harbor.DeleteAsync(robot);
                break;
            default:
                harbor.Expire(robot);
                break;
        }

        await Eventually.TrueAsync(
            async () => await harbor.RightsAsync() is { } rights && rights.SequenceEqual(Pull("alpha")) && (what != "expired" || (await harbor.RobotsAsync())[0]["expires_at"]!.GetValue<long>() > 1),
            "the robot is as it should be",
            Cancellation);
        await world.HoldAsync(harbor, namespaces);
        using var skopeo = new SkopeoClient();
        Assert.True((await skopeo.PullAsync($"{harbor.Host}/alpha/app:1", (await world.ConfigAsync(namespaces[0]))!.ToJsonString(), Cancellation)).IsPulled);
        var action = what is "deleted" or "expired" ? "pull-identity.renew" : "pull-identity.put-right";
        await Eventually.TrueAsync(
            async () => (await world.Host.Admin.GetOkAsync($"/api/v1/audit?action={action}&limit=500"))["items"]!.AsArray().Any(entry => ((string?)entry!["object"])!.StartsWith(name + " ", StringComparison.Ordinal)),
            $"the audit has {action}",
            Cancellation);
    }

    [Fact]
    public async Task PrefixOfRobotsThatChanges_ComesIntoTheSecrets()
    {
        const string name = "drift-prefix";
        await using var harbor = await StartAsync("2.15.2");
        await IntegrateAsync(world.Host, name, harbor);
        var namespaces = await world.JoinAsync(name, 1);
        await BindAsync(world.Host, name, name, "alpha");
        await world.HoldAsync(harbor, namespaces);

        harbor.Fake.Configuration.RobotNamePrefix = "bot_";
        await world.HoldAsync(harbor, namespaces);
        Assert.StartsWith("bot_roadstead-", await world.LoginAsync(namespaces[0], harbor.Host), StringComparison.Ordinal);
        Assert.Single(await harbor.RobotsAsync());
    }

    [Fact]
    public async Task AccountWithOurName_ThatNobodyKnows_IsRemoved_AndOthersStay()
    {
        const string name = "drift-orphan";
        await using var harbor = await StartAsync("2.15.2");
        await IntegrateAsync(world.Host, name, harbor);
        var namespaces = await world.JoinAsync(name, 1);
        await BindAsync(world.Host, name, name, "alpha");
        await world.HoldAsync(harbor, namespaces);
        var own = (await harbor.RobotsAsync())[0]["name"]!.GetValue<string>();
        var prefix = own["robot$".Length..].Split('-')[1];

        harbor.Fake.CreateRobot($"roadstead-{prefix}-000000000000-1", null);
        harbor.Fake.CreateRobot("roadstead-zzzzzz-000000000000-1", null);
        harbor.Fake.CreateRobot("somebody", null);
        await Eventually.TrueAsync(async () => (await harbor.RobotsAsync($"roadstead-{prefix}-")).Count == 1, "the orphan is gone", Cancellation);
        Assert.Single(await harbor.RobotsAsync("roadstead-zzzzzz-"));
        Assert.Single(await harbor.RobotsAsync("somebody"));
    }

    [Fact]
    public async Task RegistryThatIsDown_ShowsRemoving_UntilTheRightIsTakenAway_AndRemovalWaitsForIt()
    {
        const string name = "drift-down";
        await using var harbor = await StartAsync("2.15.2");
        await IntegrateAsync(world.Host, name, harbor);
        var namespaces = await world.JoinAsync(name, 1);
        await BindAsync(world.Host, name, name, "alpha", "beta");
        await world.HoldAsync(harbor, namespaces);
        await HasStateAsync(world.Host, name, "beta", name, "ready");

        using (harbor.Fake.Faults.Add(HarborFault.Status(500)))
        {
            await UnbindAsync(world.Host, name, name, "beta");
            await Eventually.TrueAsync(async () => await BindingAsync(world.Host, name, "beta", name) is { } binding && (string?)binding["state"] == "removing" && (string?)binding["reason"] is not "starting", "it is being removed, with the reason", Cancellation);
            await BindAsync(world.Host, name, name, "gamma");
            await HasStateAsync(world.Host, name, "gamma", name, "failing");
            Assert.Empty((await world.Host.Admin.GetOkAsync($"/api/v1/spaces?workspace={name}&q=beta"))["items"]!.AsArray());
        }

        await HasStateAsync(world.Host, name, "beta", name, null);
        await HasStateAsync(world.Host, name, "gamma", name, "ready");
        await Eventually.TrueAsync(async () => await harbor.RightsAsync() is { } rights && rights.SequenceEqual(Pull("alpha", "gamma")), "the robot is as it should be", Cancellation);

        using (harbor.Fake.Faults.Add(FaultKind.Reset))
        {
            await world.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/registries/{name}");
            await Eventually.TrueAsync(async () => await LeavingAsync(name) is { } left && left["reason"] is not null, "what is left to do is shown, with the reason", Cancellation);
            await Eventually.TrueAsync(async () => await world.LoginAsync(namespaces[0], harbor.Host) is null, "the key is gone at once", Cancellation);
        }

        await Eventually.TrueAsync(async () => await LeavingAsync(name) is null, "it is done", Cancellation);
        Assert.Empty(await harbor.RobotsAsync());
    }

    [Fact]
    public async Task LoginThatMayNotChangeRobots_MakesTheNextGeneration_AndRemovesTheOldOne()
    {
        const string name = "drift-fixed";
        await using var harbor = await StartAsync("2.15.2");
        await IntegrateAsync(world.Host, name, harbor);
        var namespaces = await world.JoinAsync(name, 2);
        await BindAsync(world.Host, name, name, "alpha");
        await world.HoldAsync(harbor, namespaces);
        using var denied = harbor.Fake.Faults.Add(FaultKind.Answer(403, """{"errors":[{"code":"FORBIDDEN","message":"forbidden"}]}""", "application/json; charset=utf-8"), "PUT /robots/{robot_id}");

        await BindAsync(world.Host, name, name, "beta");
        await Eventually.TrueAsync(async () => await harbor.RightsAsync() is { } rights && rights.SequenceEqual(Pull("alpha", "beta")), "another robot has both, and is alone", Cancellation);
        await world.HoldAsync(harbor, namespaces);
        await HasStateAsync(world.Host, name, "beta", name, "ready");

        await UnbindAsync(world.Host, name, name, "alpha");
        await Eventually.TrueAsync(async () => await harbor.RightsAsync() is { } rights && rights.SequenceEqual(Pull("beta")), "the next one has what is left", Cancellation);
        await UnbindAsync(world.Host, name, name, "beta");
        await Eventually.TrueAsync(async () => (await harbor.RobotsAsync()).Count == 0, "with the last binding it is deleted, for it cannot be closed", Cancellation);
        await BindAsync(world.Host, name, name, "gamma");
        await world.HoldAsync(harbor, namespaces);
        Assert.Equal(Pull("gamma"), await harbor.RightsAsync());
    }

    [Fact]
    public async Task SpaceThatTheRegistryHasNot_IsLeftOut_UntilItIsThere()
    {
        const string name = "drift-missing";
        await using var harbor = await StartAsync("2.15.2");
        await IntegrateAsync(world.Host, name, harbor);
        await harbor.SendAsync(HttpMethod.Delete, "projects/delta/repositories/app");
        await harbor.SendAsync(HttpMethod.Delete, "projects/delta");
        await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name });
        await BindAsync(world.Host, name, name, "alpha", "delta");
        var namespaces = await world.JoinAsync(name, 1);
        await world.HoldAsync(harbor, namespaces);
        await Eventually.TrueAsync(async () => await harbor.RightsAsync() is { } rights && rights.SequenceEqual(Pull("alpha")), "the robot has what there is", Cancellation);
        await HasStateAsync(world.Host, name, "delta", name, "pending");

        harbor.Fake.CreateProject("delta");
        await Eventually.TrueAsync(async () => await harbor.RightsAsync() is { } rights && rights.SequenceEqual(Pull("alpha", "delta")), "the robot has both", Cancellation);
        await HasStateAsync(world.Host, name, "delta", name, "ready");
    }

    [Fact]
    public async Task LeavingRegistry_CanBeForgotten()
    {
        const string name = "drift-forgotten";
        await using var harbor = await StartAsync("2.15.2");
        await IntegrateAsync(world.Host, name, harbor);
        using var down = harbor.Fake.Faults.Add(FaultKind.Reset);
        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/registries/{name}");
        var left = await LeavingAsync(name);
        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/leaving-registries/{left!["id"]}");
        Assert.Null(await LeavingAsync(name));
        Assert.Contains((await world.Host.Admin.GetOkAsync("/api/v1/removed-hosts"))["items"]!.AsArray(), host => (string?)host!["host"] == harbor.Host);
    }

    private async Task<JsonNode?> LeavingAsync(string name) =>
        (await world.Host.Admin.GetOkAsync("/api/v1/leaving-registries"))["items"]!.AsArray().SingleOrDefault(left => (string?)left!["name"] == name);
}
