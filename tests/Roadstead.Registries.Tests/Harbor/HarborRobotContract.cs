using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;

namespace Roadstead.Registries.Tests.Harbor;

/// <summary>Pull accounts as system robots, with every Harbor that has them.</summary>
public abstract class HarborRobotContract(HarborFixture harbor)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task<RegistryErrorCode> FailsAsync(Func<Task> call) => (await Assert.ThrowsAsync<RegistryException>(call)).Code;

    private static async Task<List<RemotePullAccount>> ListAsync(IPullAccounts accounts, string prefix)
    {
        var all = new List<RemotePullAccount>();
        await foreach (var account in accounts.ListAccountsAsync(prefix, Cancelled))
        {
            all.Add(account);
        }

        return all;
    }

    private async Task<(string One, string Two, RepositoryName Image)> SpacesAsync(IRegistryDriver driver)
    {
        var spaces = driver.As<ISpaceAdministration>()!;
        var (one, two) = (harbor.NewSpace("one"), harbor.NewSpace("two"));
        await spaces.CreateSpaceAsync(one, isPublic: false, null, Cancelled);
        await spaces.CreateSpaceAsync(two, isPublic: false, null, Cancelled);
        await harbor.Images.PushAsync(one + "/app", "v1", cancellationToken: Cancelled);
        await harbor.Images.PushAsync(two + "/app", "v1", cancellationToken: Cancelled);
        return (one, two, RepositoryName.Parse(one + "/app"));
    }

    // A fresh driver for each try: Harbor keeps tokens that it gave for a while.
    private async Task<bool> MayPullAsync(string login, string secret, string space)
    {
        await using var driver = harbor.CreateDriver(new RegistryCredentials(login, secret), platform: false);
        try
        {
            return await driver.Content.ReadManifestAsync(RepositoryName.Parse(space + "/app"), "v1", [], head: true, Cancelled) is not null;
        }
        catch (RegistryException e) when (e.Code is RegistryErrorCode.Denied or RegistryErrorCode.CredentialsRejected)
        {
            return false;
        }
    }

    [Fact]
    public async Task Account_MadeForSpaces_PullsFromTheseAlone()
    {
        await using var driver = harbor.CreateDriver();
        var accounts = driver.As<IPullAccounts>()!;
        var (one, two, _) = await SpacesAsync(driver);
        var name = harbor.NewRobot("pulls");

        var made = await accounts.CreateAccountAsync(name, "for the tests", PullRights.Of(one), TimeSpan.FromHours(30), Cancelled);

        Assert.EndsWith(name, made.Login, StringComparison.Ordinal);
        var account = (await accounts.FindAccountAsync(made.Id, Cancelled))!;
        Assert.Equal((name, made.Login, true, true, "for the tests"), (account.Name, account.Login, account.IsEnabled, account.IsPullOnly, account.Description));
        Assert.Equal([one], account.Spaces);
        Assert.Equal(TimeSpan.FromDays(2), account.ExpiresAt - new DateTimeOffset(account.CreatedAt.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero));
        Assert.Equal(account.ExpiresAt, made.ExpiresAt);
        Assert.DoesNotContain(made.Secret, made.ToString(), StringComparison.Ordinal);
        Assert.Equal((true, false), (await MayPullAsync(made.Login, made.Secret, one), await MayPullAsync(made.Login, made.Secret, two)));
        Assert.Equal(RegistryErrorCode.AlreadyExists, await FailsAsync(() => accounts.CreateAccountAsync(name, "", PullRights.Of(one), null, Cancelled)));
        Assert.Equal(RegistryErrorCode.NotFound, await FailsAsync(() => accounts.CreateAccountAsync(name + "-x", "", PullRights.Of("roadstead-absent"), null, Cancelled)));
    }

    [Fact]
    public async Task Account_Changed_KeepsSecretDurationAndDescription()
    {
        await using var driver = harbor.CreateDriver();
        var accounts = driver.As<IPullAccounts>()!;
        var (one, two, _) = await SpacesAsync(driver);
        var made = await accounts.CreateAccountAsync(harbor.NewRobot("changes"), "kept", PullRights.Of(one), TimeSpan.FromDays(7), Cancelled);
        var before = (await accounts.FindAccountAsync(made.Id, Cancelled))!;

        await accounts.UpdateAccountAsync(before, PullRights.Of(one, two), enabled: true, Cancelled);
        var both = (await accounts.FindAccountAsync(made.Id, Cancelled))!;
        Assert.Equal(new[] { one, two }.Order(), both.Spaces.Order());
        Assert.Equal((before.ExpiresAt, "kept", true), (both.ExpiresAt, both.Description, both.IsPullOnly));
        Assert.True(await MayPullAsync(made.Login, made.Secret, two));

        await accounts.UpdateAccountAsync(both, PullRights.None, enabled: false, Cancelled);
        var closed = (await accounts.FindAccountAsync(made.Id, Cancelled))!;
        Assert.False(closed.IsEnabled);
        Assert.False(await MayPullAsync(made.Login, made.Secret, one));

        await accounts.UpdateAccountAsync(closed, PullRights.Of(two), enabled: true, Cancelled);
        Assert.Equal((false, true), (await MayPullAsync(made.Login, made.Secret, one), await MayPullAsync(made.Login, made.Secret, two)));
        var secret = await accounts.RenewSecretAsync(closed, Cancelled);
        Assert.Equal((false, true), (await MayPullAsync(made.Login, made.Secret, two), await MayPullAsync(made.Login, secret, two)));
    }

    [Fact]
    public async Task Account_ForEver_HasNoEnd()
    {
        await using var driver = harbor.CreateDriver();
        var accounts = driver.As<IPullAccounts>()!;
        var made = await accounts.CreateAccountAsync(harbor.NewRobot("ever"), "", PullRights.Of(harbor.Space), null, Cancelled);

        Assert.Null(made.ExpiresAt);
        var account = (await accounts.FindAccountAsync(made.Id, Cancelled))!;
        Assert.Null(account.ExpiresAt);
        await accounts.UpdateAccountAsync(account, account.Rights, enabled: true, Cancelled);
        Assert.Null((await accounts.FindAccountAsync(made.Id, Cancelled))!.ExpiresAt);
    }

    [Fact]
    public async Task Accounts_Listed_AreThoseOfThePrefix()
    {
        await using var driver = harbor.CreateDriver();
        var accounts = driver.As<IPullAccounts>()!;
        var prefix = harbor.NewRobot("list");
        var names = new[] { prefix + "-1", prefix + "-2" };
        foreach (var name in names.Append("x-" + prefix))
        {
            harbor.CleansRobot(await accounts.CreateAccountAsync(name, "", PullRights.Of(harbor.Space), null, Cancelled));
        }

        await using var another = harbor.CreateDriver();
        foreach (var asked in new[] { accounts, another.As<IPullAccounts>()! })
        {
            Assert.Equal(names, (await ListAsync(asked, prefix)).Select(account => account.Name).Order());
        }

        Assert.Empty(await ListAsync(accounts, prefix + "-3"));
    }

    [Fact]
    public async Task Account_Gone_IsGone()
    {
        await using var driver = harbor.CreateDriver();
        var accounts = driver.As<IPullAccounts>()!;
        var made = await accounts.CreateAccountAsync(harbor.NewRobot("gone"), "", PullRights.Of(harbor.Space), null, Cancelled);
        var account = (await accounts.FindAccountAsync(made.Id, Cancelled))!;

        await accounts.DeleteAccountAsync(made.Id, Cancelled);
        await accounts.DeleteAccountAsync(made.Id, Cancelled);

        Assert.Null(await accounts.FindAccountAsync(made.Id, Cancelled));
        Assert.Equal(RegistryErrorCode.NotFound, await FailsAsync(() => accounts.UpdateAccountAsync(account, PullRights.Of(harbor.Space), enabled: true, Cancelled)));
        Assert.Equal(RegistryErrorCode.NotFound, await FailsAsync(() => accounts.RenewSecretAsync(account, Cancelled)));
    }

    [Fact]
    public async Task Account_AsAWorkspacesLogin_ListsAndPullsWhatItMay()
    {
        await using var driver = harbor.CreateDriver();
        var (one, two, image) = await SpacesAsync(driver);
        var made = await driver.As<IPullAccounts>()!.CreateAccountAsync(harbor.NewRobot("login"), "", PullRights.Of(one), null, Cancelled);
        await using var own = harbor.CreateDriver(new RegistryCredentials(made.Login, made.Secret), platform: false);

        var signals = await own.CheckAsync(CheckDepth.Full, Cancelled);

        Assert.DoesNotContain(signals, signal => signal.Ok == false);
        Assert.True(signals.Single(signal => signal.Name == SignalName.Login).Ok);
        Assert.DoesNotContain(own.Capabilities, capability => capability is not (RegistryCapability.RepositoryListing or RegistryCapability.ArtifactListing));
        Assert.Equal("v1", Assert.Single(await own.ListTagsAsync(image, Cancelled)).Name);
        Assert.NotNull(await own.ReadArtifactAsync(image, "v1", Cancelled));
        Assert.Equal(RegistryErrorCode.Denied, await FailsAsync(() => own.ReadArtifactAsync(RepositoryName.Parse(two + "/app"), "v1", Cancelled)));
        Assert.Equal(RegistryErrorCode.Denied, await FailsAsync(() => own.As<ISpaceAdministration>()!.SetVisibilityAsync(one, true, Cancelled)));
        Assert.Null(await own.As<IRegistryStatistics>()!.ReadStatisticsAsync(Cancelled));
        Assert.Null(await own.MeasureStorageAsync(Cancelled));
    }

    [Fact]
    public async Task Account_AsThePlatformsLogin_IsNotEnough()
    {
        await using var driver = harbor.CreateDriver();
        var made = await driver.As<IPullAccounts>()!.CreateAccountAsync(harbor.NewRobot("platform"), "", PullRights.Of(harbor.Space), null, Cancelled);
        await using var own = harbor.CreateDriver(new RegistryCredentials(made.Login, made.Secret), platform: true);

        var rights = (await own.CheckAsync(CheckDepth.Full, Cancelled)).Single(signal => signal.Name == SignalName.Rights);

        Assert.Equal((false, SignalReason.AdminRequired), (rights.Ok, rights.Reason));
    }
}
