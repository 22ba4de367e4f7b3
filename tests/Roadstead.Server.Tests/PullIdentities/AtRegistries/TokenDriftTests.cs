using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory.Faults;
using Roadstead.Testing.Artifactory.Security;

namespace Roadstead.Server.Tests.PullIdentities.AtRegistries;

/// <summary>What somebody does to tokens, groups and permission targets at an Artifactory is noticed and put right.</summary>
public sealed class TokenDriftTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("closed")]
    [InlineData("widened")]
    [InlineData("other repositories")]
    [InlineData("exception taken out")]
    [InlineData("member")]
    [InlineData("group deleted")]
    [InlineData("token revoked")]
    public async Task WhatSomebodyChanged_IsPutRight_AndTheAuditTellsOfIt(string what)
    {
        await using var world = await TokenWorld.StartAsync("7.90.5");
        await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/hub/spaces", new { name = "beta/part", visibility = "private" });
        await world.BindAsync("team", "alpha", "beta");
        string[] wanted = ["alpha **", "beta ** !part/**"];
        await Eventually.TrueAsync(() => world.Targets().SequenceEqual(wanted), "it has its rights", Cancellation);
        await world.HoldsAsync("team");
        var account = (await world.LoginAsync("team"))!.Split(':')[0];
        var somebody = world.Fake.CreateUser("somebody");
        var whole = world.Fake.Permissions.Single(target => target.Name == account);
        var part = world.Fake.Permissions.Single(target => target.Name.StartsWith(account + ".", StringComparison.Ordinal));

        lock (world.Fake.State.Gate)
        {
            switch (what)
            {
                case "closed":
                    world.Fake.State.PermissionTargets.Clear();
                    break;
                case "widened":
                    Put(whole with { Groups = new Dictionary<string, IReadOnlyList<string>> { [account] = ["read", "write"] } });
                    break;
                case "other repositories":
                    Put(whole with { Repositories = ["alpha", "open"] });
                    break;
                case "exception taken out":
                    Put(part with { Excludes = [] });
                    break;
                case "member":
                    world.Fake.State.Users.Single(user => user.Name == somebody.Username).Groups.Add(account);
                    break;
                case "group deleted":
                    world.Fake.State.Groups.RemoveAll(group => group.Name == account);
                    break;
                default:
                    break;
            }
        }

        if (what == "token revoked")
            world.Fake.RevokeToken(world.Fake.Tokens.Single(token => token.Username == account));
        var isNext = what is "group deleted" or "token revoked";
        await Eventually.TrueAsync(
            () => world.Targets().SequenceEqual(wanted) && world.Fake.Permissions.All(target => target.Groups.Values.All(actions => actions is ["read"])) && !world.Fake.Users.Any(user => user.Groups.Any(group => group.StartsWith("roadstead-", StringComparison.Ordinal)))
                && world.There(account).Length == (isNext ? 0 : 4),
            "it is as it should be",
            Cancellation);
        await world.HoldsAsync("team", isNext ? 2 : 1);
        Assert.Equal("alpha/app beta/app", await world.PullsAsync("team", "alpha/app", "beta/app", "beta/part/app", "open/pub"));
        var action = isNext ? "pull-identity.renew" : "pull-identity.put-right";
        await Eventually.TrueAsync(
            async () => (await world.Host.Admin.GetOkAsync($"/api/v1/audit?action={action}&limit=500"))["items"]!.AsArray().Any(entry => ((string?)entry!["object"])!.StartsWith("hub ", StringComparison.Ordinal)),
            $"the audit has {action}",
            Cancellation);

        void Put(ArtifactoryPermission target) => world.Fake.State.PermissionTargets[world.Fake.State.PermissionTargets.FindIndex(one => one.Name == target.Name)] = target;
    }

    [Theory]
    [InlineData("group")]
    [InlineData("target")]
    [InlineData("token")]
    public async Task WhatBearsOurName_AndNobodyKnows_IsRemoved_AndOthersStay(string part)
    {
        await using var world = await TokenWorld.StartAsync("7.90.5");
        await world.BindAsync("team", "alpha");
        await world.HoldsAsync("team");
        var before = world.Accounts();
        var own = $"roadstead-{(await world.LoginAsync("team"))!.Split('-')[1]}-000000000000-1";
        const string others = "roadstead-zzzzzz-000000000000-1";

        foreach (var name in new[] { own, others })
        {
            switch (part)
            {
                case "group":
                    world.Fake.CreateGroup(name);
                    break;
                case "target":
                    lock (world.Fake.State.Gate)
                        world.Fake.State.PermissionTargets.Add(new ArtifactoryPermission(name) { Repositories = ["alpha"] });
                    break;
                default:
                    world.Fake.CreateToken(name, "applied-permissions/user");
                    break;
            }
        }

        await Eventually.TrueAsync(() => world.There(own).Length == 0, "the orphan is gone", Cancellation);
        Assert.Equal(before.Append(others).Order(StringComparer.Ordinal), world.Accounts());
    }

    [Fact]
    public async Task RepositoryThatGoes_IsLeftOut_AndTheOthersArePulledOn()
    {
        await using var world = await TokenWorld.StartAsync("7.90.5");
        await world.BindAsync("team", "alpha");
        await world.HoldsAsync("team");
        lock (world.Fake.State.Gate)
            world.Fake.State.Repositories.RemoveAll(repository => repository.Key == "beta");

        // It is not known yet that the repository went.
        await world.BindAsync("team", "beta", "open");

        await Eventually.TrueAsync(() => world.Targets().SequenceEqual(["alpha,open **"]), "the others are given", Cancellation);
        Assert.Equal("alpha/app open/pub", await world.PullsAsync("team", "alpha/app", "beta/app", "open/pub"));
    }

    [Fact]
    public async Task RegistryThatIsDown_ShowsRemoving_UntilTheRightIsTakenAway()
    {
        await using var world = await TokenWorld.StartAsync("7.90.5");
        await world.SetAsync("open", "public");
        await world.BindAsync("team", "alpha", "beta");
        await world.IsAsync("beta", "team", "ready");

        using (world.Fake.Faults.Add(ArtifactoryFault.Status(500)))
        {
            await world.UnbindAsync("team", "beta");
            await Eventually.TrueAsync(
                async () => await RobotWorld.BindingAsync(world.Host, "hub", "beta", "team") is { } binding && (string?)binding["state"] == "removing" && (string?)binding["reason"] is not "starting", "it is being removed, with the reason", Cancellation);

            // What is public all accounts have: nothing of that is being removed.
            var open = await world.Host.Admin.GetOkAsync($"/api/v1/spaces/{await RobotWorld.SpaceAsync(world.Host, "hub", "open")}");
            Assert.Empty(open["workspaces"]!.AsArray());
        }

        await world.IsAsync("beta", "team", null);
        await Eventually.TrueAsync(() => world.Targets().SequenceEqual(["alpha,open **", "open **"]), "both accounts have what they should", Cancellation);
    }
}
