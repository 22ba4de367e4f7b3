using Roadstead.Core.Contracts.Registries;
using Roadstead.Testing.Artifactory;
using Roadstead.Testing.Artifactory.Security;
using static Roadstead.Registries.Tests.Artifactory.ArtifactoryAccountsFixture;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>Pull accounts of group, permission targets and token: by the Access service of 7.21 and later, and by the old calls.</summary>
public sealed class ArtifactoryPullAccountTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Versions => ["6.23.41", "7.12.5", "7.90.5"];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Account_PullsWhatItWasGiven_AndNothingElse(string version)
    {
        await using var world = await StartAsync(version);
        world.Fake.AddVirtual("all", "docker-a", "docker-b", "docker-c");

        var made = await world.MakeAsync(PullRights.Of(["docker-a", "docker-b/team-a"], ["docker-b/team-a/secret"]), TimeSpan.FromDays(7));

        Assert.Equal(Delivery.ScopedToken, world.Accounts.Delivery);
        Assert.Equal((Account, Account), (made.Id, made.Login));
        Assert.DoesNotContain(made.Secret, made.ToString(), StringComparison.Ordinal);
        Assert.Equal("docker-a/app docker-b/team-a/app all/app all/team-a/app", await world.PullsAsync(made, "all/app", "all/team-a/app", "all/team-ab/app", "all/team-a/secret/app"));
        var account = await world.FindAsync();
        Assert.Equal((Account, Account, true, true, "for the tests"), (account.Name, account.Login, account.IsEnabled, account.IsPullOnly, account.Description));
        Assert.Equal(PullRights.Of(["docker-a", "docker-b/team-a"], ["docker-b/team-a/secret"]), account.Rights);
        Assert.Equal(made.ExpiresAt, account.ExpiresAt);
        Assert.InRange(account.ExpiresAt!.Value - account.CreatedAt, TimeSpan.FromDays(7) - TimeSpan.FromSeconds(2), TimeSpan.FromDays(7) + TimeSpan.FromSeconds(2));
        Assert.Equal(RegistryErrorCode.AlreadyExists, (await Assert.ThrowsAsync<RegistryException>(() => world.MakeAsync(PullRights.Of("docker-c")))).Code);
        Assert.Equal(account.Rights, Assert.Single(await world.ListAsync()).Rights);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Account_Changed_KeepsItsToken_AndIsOneCallForEachSpace(string version)
    {
        await using var world = await StartAsync(version);
        var made = await world.MakeAsync(PullRights.Of("docker-a"));

        await ChangeAsync(PullRights.Of("docker-a", "docker-c"), "PUT");
        Assert.Equal("docker-a/app docker-c/app", await world.PullsAsync(made));
        await ChangeAsync(PullRights.Of("docker-a", "docker-c", "docker-b/team-ab"), "PUT");
        Assert.Equal("docker-a/app docker-b/team-ab/app docker-c/app", await world.PullsAsync(made));
        await ChangeAsync(PullRights.Of("docker-c", "docker-b/team-ab"), "PUT");
        await ChangeAsync(PullRights.Of("docker-b/team-ab"), "DELETE");
        Assert.Equal("docker-b/team-ab/app", await world.PullsAsync(made));

        var before = world.Fake.Calls.Count;
        await world.Accounts.UpdateAccountAsync(await world.FindAsync(), PullRights.None, enabled: false, Cancelled);
        Assert.Equal(["DELETE /api/v2/security/permissions/{name}"], world.WritesSince(before));
        var closed = await world.FindAsync();
        Assert.Equal((false, true, made.ExpiresAt), (closed.IsEnabled, closed.IsPullOnly, closed.ExpiresAt));
        Assert.Equal("", await world.PullsAsync(made));

        await world.Accounts.UpdateAccountAsync(closed, PullRights.Of(["docker-b"], ["docker-b/team-a"]), enabled: true, Cancelled);
        Assert.Equal("docker-b/team-ab/app", await world.PullsAsync(made));
        await world.Accounts.UpdateAccountAsync(await world.FindAsync(), PullRights.Of("docker-b"), enabled: true, Cancelled);
        Assert.Equal("docker-b/team-a/app docker-b/team-ab/app docker-b/team-a/secret/app", await world.PullsAsync(made));
        Assert.Single(world.Fake.Tokens);
        Assert.Equal([Account], world.Fake.Permissions.Select(target => target.Name));

        async Task ChangeAsync(PullRights rights, string method)
        {
            var account = await world.FindAsync();
            var calls = world.Fake.Calls.Count;
            await world.Accounts.UpdateAccountAsync(account, rights, enabled: true, Cancelled);
            Assert.Equal([$"{method} /api/v2/security/permissions/{{name}}"], world.WritesSince(calls));
            Assert.Equal(rights, (await world.FindAsync()).Rights);
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Secret_Renewed_EndsTheOneBefore_AndDeletingLeavesNothing(string version)
    {
        await using var world = await StartAsync(version);
        world.Fake.CreateGroup("readers");
        world.Fake.Grant("readers", "docker-a");
        world.Fake.CreateToken("admin");
        var made = await world.MakeAsync(PullRights.Of("docker-a", "docker-b/team-a"));

        var secret = await world.Accounts.RenewSecretAsync(await world.FindAsync(), Cancelled);

        // The wrong one last: Artifactory shuts its user out for a moment.
        Assert.Equal("docker-a/app docker-b/team-a/app docker-b/team-a/secret/app", await world.PullsAsync(made with { Secret = secret }));
        Assert.Equal("", await world.PullsAsync(made));
        await world.Accounts.DeleteAccountAsync(Account, Cancelled);
        await world.Accounts.DeleteAccountAsync(Account, Cancelled);
        Assert.Empty(await world.ListAsync());
        Assert.Null(await world.Accounts.FindAccountAsync(Account, Cancelled));
        Assert.Equal((1, 1), (world.Fake.Permissions.Count, world.Fake.Tokens.Count));
        Assert.Contains(world.Fake.Groups, group => group.Name == "readers");
        Assert.Equal(RegistryErrorCode.NotFound, (await Assert.ThrowsAsync<RegistryException>(() => world.Accounts.RenewSecretAsync(new RemotePullAccount(Account, Account, Account, [], true, true, null, default), Cancelled))).Code);
    }

    [Fact]
    public async Task Lifetime_IsLongEnoughToBeRevoked()
    {
        await using var world = await StartAsync("7.90.5");

        var made = await world.MakeAsync(PullRights.Of("docker-a"), TimeSpan.FromMinutes(1));

        Assert.InRange(made.ExpiresAt!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(10_700), TimeSpan.FromSeconds(10_800));
        Assert.Equal(made.ExpiresAt, (await world.FindAsync()).ExpiresAt);
        Assert.Null((await world.Accounts.CreateAccountAsync(Account + "2", "", PullRights.Of("docker-a"), null, Cancelled)).ExpiresAt);
    }

    [Fact]
    public async Task ServiceThatTakesNoPasswords_IsGoneAround()
    {
        await using var world = await StartAsync(new FakeArtifactorySettings { TokensByBasic = false });

        var made = await world.MakeAsync(PullRights.Of("docker-a"));

        Assert.Equal("docker-a/app", await world.PullsAsync(made));
        Assert.Equal(1, world.Fake.Count("POST /api/security/token"));
        await world.Accounts.DeleteAccountAsync(Account, Cancelled);
        Assert.Empty(world.Fake.Tokens);
    }

    [Fact]
    public async Task RepositoryThatIsNotThere_IsInvalid_AndVirtualOnesAreNeverNamed()
    {
        await using var world = await StartAsync("7.90.5");

        Assert.Equal(RegistryErrorCode.Invalid, (await Assert.ThrowsAsync<RegistryException>(() => world.MakeAsync(PullRights.Of("docker-a", "docker-x")))).Code);
        Assert.Single(await world.ListAsync());
        await world.Accounts.DeleteAccountAsync(Account, Cancelled);
        Assert.Empty(await world.ListAsync());
    }

    public static TheoryData<string> Changes => ["writes", "privileges", "member", "joined by all", "another repository", "another pattern", "target of its own", "other principal", "target gone"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task WhatSomebodyChanged_Shows_AndOneUpdateMendsIt(string what)
    {
        await using var world = await StartAsync("7.90.5");
        var somebody = world.Fake.CreateUser("somebody");
        var rights = PullRights.Of(["docker-a", "docker-b/team-a"], ["docker-b/team-a/secret"]);
        var made = await world.MakeAsync(rights);
        var before = await world.FindAsync();
        var group = world.Fake.Groups.Single(one => one.Name == Account);
        var whole = world.Fake.Permissions.Single(one => one.Name == Account);
        switch (what)
        {
            case "writes":
                Replace(whole with { Groups = new Dictionary<string, IReadOnlyList<string>> { [Account] = ["read", "write"] } });
                break;
            case "privileges":
                group.AdminPrivileges = true;
                break;
            case "member":
                world.Fake.Users.Single(user => user.Name == somebody.Username).Groups.Add(Account);
                break;
            case "joined by all":
                group.AutoJoin = true;
                break;
            case "another repository":
                Replace(whole with { Repositories = ["docker-a", "docker-c"] });
                break;
            case "another pattern":
                Replace(world.Fake.Permissions.Single(one => one.Name.StartsWith(Account + ".", StringComparison.Ordinal)) with { Excludes = [] });
                break;
            case "target of its own":
                lock (world.Fake.State.Gate)
                    world.Fake.State.PermissionTargets.Add(new ArtifactoryPermission(Account + ".more") { Repositories = ["docker-c"], Groups = whole.Groups });
                break;
            case "other principal":
                Replace(whole with { Users = new Dictionary<string, IReadOnlyList<string>> { [somebody.Username] = ["read"] } });
                break;
            default:
                lock (world.Fake.State.Gate)
                    world.Fake.State.PermissionTargets.Remove(whole);
                break;
        }

        var found = await world.FindAsync();
        Assert.True(!found.IsPullOnly || found.Rights != before.Rights, "it shows");
        Assert.Equal((found.IsPullOnly, found.Rights), (Assert.Single(await world.ListAsync()).IsPullOnly, Assert.Single(await world.ListAsync()).Rights));
        await world.Accounts.UpdateAccountAsync(found, rights, enabled: true, Cancelled);

        var mended = await world.FindAsync();
        Assert.Equal((true, true, rights, before.Description, made.ExpiresAt), (mended.IsPullOnly, mended.IsEnabled, mended.Rights, mended.Description, mended.ExpiresAt));
        Assert.Equal("docker-a/app docker-b/team-a/app", await world.PullsAsync(made));

        void Replace(ArtifactoryPermission target)
        {
            lock (world.Fake.State.Gate)
                world.Fake.State.PermissionTargets[world.Fake.State.PermissionTargets.FindIndex(one => one.Name == target.Name)] = target;
        }
    }

    [Theory]
    [InlineData("group")]
    [InlineData("token")]
    public async Task AccountThatLacksAPart_IsNone_AndIsListedToBeRemoved(string part)
    {
        await using var world = await StartAsync("7.90.5");
        await world.MakeAsync(PullRights.Of("docker-a"));
        if (part == "group")
        {
            lock (world.Fake.State.Gate)
                world.Fake.State.Groups.RemoveAll(group => group.Name == Account);
        }
        else
        {
            world.Fake.RevokeToken(world.Fake.Tokens.Single());
        }

        Assert.Null(await world.Accounts.FindAccountAsync(Account, Cancelled));
        Assert.Equal((Account, false), Assert.Single(await world.ListAsync()) is { } left ? (left.Name, left.IsEnabled) : default);
        await world.Accounts.DeleteAccountAsync(Account, Cancelled);
        Assert.Empty(await world.ListAsync());
        Assert.Empty(world.Fake.Permissions);
        Assert.Empty(world.Fake.Tokens);
    }

    [Fact]
    public async Task RemoteRepository_ThatIsNamedByWhatItKeeps_IsTheSame()
    {
        await using var world = await StartAsync("7.90.5");
        world.Fake.AddRemote("hub", new Uri(world.Fake.Root, "artifactory/api/docker/docker-a").AbsoluteUri, world.Fake.Admin);
        var made = await world.MakeAsync(PullRights.Of("docker-a", "hub"));
        Assert.Equal("docker-a/app hub/app", await world.PullsAsync(made, "hub/app"));

        lock (world.Fake.State.Gate)
            world.Fake.State.PermissionTargets[0] = world.Fake.State.PermissionTargets[0] with { Repositories = ["docker-a", "hub-cache"] };

        var found = await world.FindAsync();
        Assert.Equal((PullRights.Of("docker-a", "hub"), true), (found.Rights, found.IsPullOnly));
    }
}
