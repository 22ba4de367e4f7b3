using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Testing;
using Roadstead.Testing.Harbor;
using Roadstead.Testing.Harbor.Robots;

namespace Roadstead.Registries.Tests.Harbor;

/// <summary>Where releases and settings of Harbor differ, on fakes of them.</summary>
public sealed class HarborReleaseTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static Task<FakeHarbor> StartAsync(string version) => FakeHarbor.StartAsync(new FakeHarborSettings { Version = version, WithStorage = false });

    private static IRegistryDriver Driver(FakeHarbor harbor, HarborCredentials? login = null, bool platform = true) =>
        Some.Harbor(Some.Endpoint(harbor.Url, new RegistryCredentials((login ?? harbor.Admin).Username, (login ?? harbor.Admin).Password)) with { NeedsAdministration = platform });

    private static async Task<List<T>> ReadAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items.WithCancellation(Cancelled))
        {
            all.Add(item);
        }

        return all;
    }

    [Theory]
    [InlineData("2.0.0")]
    [InlineData("2.1.6")]
    [InlineData("2.2.0")]
    [InlineData("2.5.0")]
    [InlineData("2.10.3")]
    [InlineData("2.12.1")]
    [InlineData("2.13.0")]
    [InlineData("2.14.0")]
    public async Task EachRelease_MainCalls_Work(string version)
    {
        await using var harbor = await StartAsync(version);
        harbor.AddRepository("team-a/deep/app", "v1", "v2");
        harbor.CreateProject("12345");
        await using var driver = Driver(harbor);
        var signals = await driver.CheckAsync(CheckDepth.Full, Cancelled);
        var spaces = driver.As<ISpaceAdministration>()!;
        var app = RepositoryName.Parse("team-a/deep/app");

        Assert.DoesNotContain(signals, signal => signal.Ok == false);
        Assert.Equal(version, (await driver.IdentifyAsync(Cancelled)).Version);
        Assert.Equal(["12345", "library", "team-a"], (await ReadAsync(driver.ListSpacesAsync(Cancelled))).Select(space => space.Name).Order());
        Assert.Equal(app, Assert.Single(await ReadAsync(driver.ListRepositoriesAsync(Cancelled))));
        Assert.Equal(["v1", "v2"], (await driver.ListTagsAsync(app, Cancelled)).Select(tag => tag.Name).Order());
        Assert.Equal(2, (await driver.As<IArtifactListing>()!.ListArtifactsAsync(app, Cancelled)).Count);
        Assert.Equal(app, (await driver.As<IRepositoryListing>()!.FindRepositoryAsync(app, Cancelled))?.Name);
        Assert.NotNull(await driver.ReadArtifactAsync(app, "v1", Cancelled));
        Assert.NotNull(await driver.MeasureStorageAsync(Cancelled));

        Assert.Equal("12345", (await spaces.FindSpaceAsync("12345", Cancelled))?.Name);
        await spaces.SetVisibilityAsync("12345", true, Cancelled);
        await spaces.SetQuotaAsync("12345", 5_000_000, Cancelled);
        var found = (await spaces.FindSpaceAsync("12345", Cancelled))!;
        Assert.Equal((true, 5_000_000), (found.Public, found.QuotaBytes));
        var subscription = new EventSubscription("roadstead", new Uri("http://127.0.0.1:9/events"), "x", SkipVerify: true);
        Assert.True(await driver.As<IEventSubscriptions>()!.EnsureSubscriptionAsync("12345", subscription, Cancelled));
        Assert.False(await driver.As<IEventSubscriptions>()!.EnsureSubscriptionAsync("12345", subscription, Cancelled));
        await spaces.DeleteSpaceAsync("12345", Cancelled);
        Assert.Null(await spaces.FindSpaceAsync("12345", Cancelled));
    }

    [Fact]
    public async Task Version_HarborUpgraded_IsReadAgain()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.Version = "v2.11.0-1";
        await using var driver = harbor.Driver();
        await driver.CheckAsync(CheckDepth.Full, Cancelled);
        Assert.Equal("2.11.0", (await driver.IdentifyAsync(Cancelled)).Version);

        harbor.Version = "v2.15.2-1";
        await driver.CheckAsync(CheckDepth.Full, Cancelled);

        Assert.Equal("2.15.2", (await driver.IdentifyAsync(Cancelled)).Version);
    }

    [Fact]
    public async Task PullAccounts_Before22_AreNotThere()
    {
        await using var harbor = await StartAsync("2.1.6");
        await using var driver = Driver(harbor);
        var early = driver.As<IPullAccounts>()!;

        Assert.Equal(RegistryErrorCode.Unsupported, (await Assert.ThrowsAsync<RegistryException>(() => early.FindAccountAsync("1", Cancelled))).Code);
        Assert.Null(driver.As<IPullAccounts>());
    }

    [Fact]
    public async Task PullAccounts_PrefixChangedAtHarbor_KeepTheirNames()
    {
        await using var harbor = await StartAsync("2.15.2");
        harbor.CreateProject("team-a");
        await using var driver = Driver(harbor);
        var accounts = driver.As<IPullAccounts>()!;
        var made = await accounts.CreateAccountAsync("roadstead-abc-1", "", PullRights.Of("team-a"), null, Cancelled);
        Assert.Equal("robot$roadstead-abc-1", made.Login);

        harbor.Configuration.RobotNamePrefix = "bot+";

        await using var fresh = Driver(harbor);
        foreach (var asked in new[] { accounts, fresh.As<IPullAccounts>()! })
        {
            var listed = Assert.Single(await ReadAsync(asked.ListAccountsAsync("roadstead-", Cancelled)));
            Assert.Equal(("roadstead-abc-1", "bot+roadstead-abc-1"), (listed.Name, listed.Login));
            var found = (await asked.FindAccountAsync(made.Id, Cancelled))!;
            Assert.Equal((listed.Name, listed.Login), (found.Name, found.Login));
            await asked.UpdateAccountAsync(found, PullRights.Of("team-a"), enabled: false, Cancelled);
        }
    }

    [Fact]
    public async Task PullAccounts_WidenedAtHarbor_AreNotPullOnly()
    {
        await using var harbor = await StartAsync("2.15.2");
        harbor.CreateProject("team-a");
        harbor.CreateRobot("roadstead-w-1", null, new RobotPermission("project", "team-a", [("repository", "pull"), ("repository", "push")]));
        harbor.CreateRobot("roadstead-w-2", null, new RobotPermission("project", "*", [("repository", "pull")]));
        await using var driver = Driver(harbor);

        Assert.All(await ReadAsync(driver.As<IPullAccounts>()!.ListAccountsAsync("roadstead-w-", Cancelled)), account => Assert.False(account.IsPullOnly));
    }

    [Fact]
    public async Task PullAccounts_MadeByARobot_CanBeMadeAndDeletedNotChanged()
    {
        await using var harbor = await StartAsync("2.12.1");
        harbor.CreateProject("team-a");
        var robot = harbor.CreateRobot(
            "integrates",
            null,
            new RobotPermission("system", "/", [("robot", "create"), ("robot", "list"), ("robot", "read"), ("robot", "delete")]),
            new RobotPermission("project", "*", [("repository", "pull")]));
        await using var driver = Driver(harbor, robot);
        var accounts = driver.As<IPullAccounts>()!;

        var made = await accounts.CreateAccountAsync("roadstead-abc-1", "", PullRights.Of("team-a"), TimeSpan.FromDays(1), Cancelled);
        var account = Assert.Single(await ReadAsync(accounts.ListAccountsAsync("roadstead-abc", Cancelled)));
        Assert.Equal(RegistryErrorCode.Denied, (await Assert.ThrowsAsync<RegistryException>(() => accounts.UpdateAccountAsync(account, PullRights.Of("team-a"), enabled: false, Cancelled))).Code);
        Assert.Equal(RegistryErrorCode.Denied, (await Assert.ThrowsAsync<RegistryException>(() => accounts.RenewSecretAsync(account, Cancelled))).Code);
        await accounts.DeleteAccountAsync(made.Id, Cancelled);
        Assert.Empty(await ReadAsync(accounts.ListAccountsAsync("roadstead-abc", Cancelled)));
    }

    [Fact]
    public async Task ReadOnlyHarbor_Changes_AreDenied()
    {
        await using var harbor = await StartAsync("2.15.2");
        harbor.CreateProject("team-a");
        harbor.Configuration.ReadOnly = true;
        await using var driver = Driver(harbor);

        Assert.Contains("read-only", (await driver.CheckAsync(CheckDepth.Full, Cancelled)).Single(signal => signal.Name == SignalName.Rights).Message, StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<RegistryException>(() => driver.As<ISpaceAdministration>()!.SetVisibilityAsync("team-a", true, Cancelled));
        Assert.Equal(RegistryErrorCode.Denied, error.Code);
        Assert.Contains("read-only", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RealmOfAnotherParty_IsSentNothing_AndImagesAreReadAllTheSame()
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { Version = "2.9.5", WithStorage = false, ExternalUrl = "http://harbor.example.com" });
        harbor.AddRepository("team-a/app", "v1");
        await using var driver = Driver(harbor);

        Assert.DoesNotContain(await driver.CheckAsync(CheckDepth.Full, Cancelled), signal => signal.Ok == false);
        Assert.Null((await driver.IdentifyAsync(Cancelled)).TokenRealm);
        Assert.NotNull(await driver.ReadArtifactAsync(Some.Repository, "v1", Cancelled));
        Assert.Null(await driver.ReadArtifactAsync(RepositoryName.Parse("absent/app"), "v1", Cancelled));
        Assert.NotNull(await driver.ReadArtifactAsync(Some.Repository, "v1", Cancelled));
    }

    [Fact]
    public async Task Crawl_ByTheList_ReadsNoManifestAndIsNoPull()
    {
        await using var harbor = await StartAsync("2.15.2");
        harbor.AddRepository("team-a/app", [.. Enumerable.Range(1, 120).Select(number => $"v{number}")]);
        await using var driver = Driver(harbor);

        await driver.CheckAsync(CheckDepth.Full, Cancelled);
        Assert.Equal(120, (await driver.As<IArtifactListing>()!.ListArtifactsAsync(Some.Repository, Cancelled)).Count);

        Assert.Equal(0, harbor.Count("GET /v2/{name}/manifests/{reference}"));
        Assert.Equal(2, harbor.Calls.Count(call => call.Template.EndsWith("/artifacts", StringComparison.Ordinal) && call.Query.Contains("with_accessory", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task FrozenName_RightLogin_GoesOnAfterwards()
    {
        await using var harbor = await StartAsync("2.15.2");
        await using var driver = Driver(harbor);
        await driver.CheckAsync(CheckDepth.Full, Cancelled);

        // Somebody else tries the administrator's name, which freezes it.
        await using var other = Driver(harbor, harbor.Admin with { Password = "Wrong12345" });
        var wrong = other.CheckAsync(CheckDepth.Full, Cancelled);
        await Eventually.TrueAsync(() => harbor.Count("GET /systeminfo") >= 3, "the other one is about to sign in", Cancelled);

        Assert.Equal("library", Assert.Single(await ReadAsync(driver.ListSpacesAsync(Cancelled))).Name);
        Assert.Equal(SignalReason.CredentialsRejected, (await wrong).Single(signal => signal.Name == SignalName.Login).Reason);
    }
}
