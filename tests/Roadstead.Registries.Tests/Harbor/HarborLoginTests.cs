using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Registries.Tests.Harbor;

/// <summary>Harbor takes a wrong login for nobody and freezes the name for a moment: the driver finds out with one call, and never hands on what nobody sees.</summary>
public sealed class HarborLoginTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task<List<T>> ReadAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items.WithCancellation(Cancelled))
        {
            all.Add(item);
        }

        return all;
    }

    private static RegistrySignal Of(IReadOnlyList<RegistrySignal> signals, SignalName name) => signals.Single(signal => signal.Name == name);

    [Fact]
    public async Task CheckAsync_WrongPassword_IsSentOnceAndNotAgainBeforeSomebodyAsks()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.TakesLogins = false;
        await using var driver = harbor.Driver();

        var signals = await driver.CheckAsync(CheckDepth.Full, Cancelled);

        Assert.Equal((false, SignalReason.CredentialsRejected), (Of(signals, SignalName.Login).Ok, Of(signals, SignalName.Login).Reason));
        Assert.All(signals.Where(signal => signal.Name > SignalName.Login), signal => Assert.Equal(SignalReason.NotChecked, signal.Reason));
        Assert.Equal(1, harbor.LoginsSent);

        Assert.Equal(RegistryErrorCode.CredentialsRejected, (await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(driver.ListSpacesAsync(Cancelled)))).Code);
        Assert.Equal(RegistryErrorCode.CredentialsRejected, (await Assert.ThrowsAsync<RegistryException>(() => driver.Content.ReadManifestAsync(Some.Repository, "v1", [], head: true, Cancelled))).Code);
        Assert.Equal(1, harbor.LoginsSent);

        harbor.TakesLogins = true;
        Assert.True(Of(await driver.CheckAsync(CheckDepth.Full, Cancelled), SignalName.Login).Ok);
    }

    [Fact]
    public async Task EveryCall_ManyAtOnceWithAWrongPassword_SendsItOnce()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.TakesLogins = false;
        await using var driver = harbor.Driver();

        var calls = Enumerable.Range(0, 20).Select(number => Assert.ThrowsAsync<RegistryException>(() => driver.ListTagsAsync(Some.Repository, Cancelled)));
        var errors = await Task.WhenAll(calls);

        Assert.All(errors, error => Assert.Equal(RegistryErrorCode.CredentialsRejected, error.Code));
        Assert.Equal(1, harbor.LoginsSent);
    }

    [Fact]
    public async Task CheckAsync_NoLogin_SaysThatOneIsNeeded()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        await using var driver = Some.Harbor(Some.Endpoint(harbor.Server.Url));

        Assert.Equal(SignalReason.CredentialsRequired, Of(await driver.CheckAsync(CheckDepth.Full, Cancelled), SignalName.Login).Reason);
        Assert.Equal(0, harbor.LoginsSent);
    }

    [Fact]
    public async Task ListSpacesAsync_LoginTurnsWrongMeanwhile_FailsInsteadOfGivingWhatIsPublic()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        await using var driver = harbor.Driver();
        harbor.On("GET /api/v2.0/projects", context =>
        {
            // From here on everybody is nobody.
            harbor.TakesLogins = false;
            return ScriptedHarbor.WriteAsync(context, """[{"project_id":1,"name":"library","metadata":{"public":"true"}}]""", 200);
        });
        var seen = new List<RemoteSpace>();

        var error = await Assert.ThrowsAsync<RegistryException>(async () =>
        {
            await foreach (var space in driver.ListSpacesAsync(Cancelled))
            {
                seen.Add(space);
            }
        });

        Assert.Equal(RegistryErrorCode.CredentialsRejected, error.Code);
        Assert.Empty(seen);
    }

    [Fact]
    public async Task ListRepositoriesAsync_LoginTurnsWrongMeanwhile_DoesNotEndAsIfItWereWhole()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        await using var driver = harbor.Driver();
        harbor.On("GET /api/v2.0/repositories", context =>
        {
            harbor.TakesLogins = false;
            return ScriptedHarbor.WriteAsync(context, """[{"name":"library/app"}]""", 200);
        });

        Assert.Equal(RegistryErrorCode.CredentialsRejected, (await Assert.ThrowsAsync<RegistryException>(() => ReadAsync(driver.ListRepositoriesAsync(Cancelled)))).Code);
    }

    [Fact]
    public async Task EveryCall_FrozenBySomebodyElsesWrongTry_GoesOnAfterwards()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        await using var driver = harbor.Driver();
        await driver.CheckAsync(CheckDepth.Full, Cancelled);
        var refusals = 0;
        harbor.On("GET /api/v2.0/users/current", context => Interlocked.Increment(ref refusals) == 1
            ? ScriptedHarbor.WriteAsync(context, """{"errors":[{"code":"UNAUTHORIZED","message":"unauthorized"}]}""", 401)
            : ScriptedHarbor.WriteAsync(context, """{"username":"admin","sysadmin_flag":true}""", 200));

        Assert.Empty(await ReadAsync(driver.ListSpacesAsync(Cancelled)));
        Assert.Equal(2, refusals);
    }

    [Fact]
    public async Task EveryCall_CookiesOfHarbor_AreNeverSentBack()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.Json("POST /api/v2.0/projects", "", 201);
        await using var driver = harbor.Driver();

        await driver.CheckAsync(CheckDepth.Full, Cancelled);
        await ReadAsync(driver.ListSpacesAsync(Cancelled));
        await driver.As<ISpaceAdministration>()!.CreateSpaceAsync("made", isPublic: false, null, Cancelled);

        Assert.DoesNotContain(harbor.Server.Requests, request => request.Headers.ContainsKey("Cookie"));
    }

    [Theory]
    [InlineData("""{"username":"a","sysadmin_flag":true}""", true, "sysadmin_flag")]
    [InlineData("""{"username":"a","sysadmin_flag":false,"admin_role_in_auth":true}""", true, "admin_role_in_auth")]
    [InlineData("""{"username":"a"}""", false, "neither sysadmin_flag nor admin_role_in_auth")]
    public async Task CheckAsync_Platform_AdministratorIsProven(string user, bool isAdministrator, string evidence)
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.Json("GET /api/v2.0/users/current", user);
        await using var driver = harbor.Driver();

        var rights = Of(await driver.CheckAsync(CheckDepth.Full, Cancelled), SignalName.Rights);

        Assert.Equal((isAdministrator, isAdministrator ? SignalReason.Ok : SignalReason.AdminRequired), (rights.Ok, rights.Reason));
        Assert.Contains(evidence, rights.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_CliSecretOfSingleSignOn_IsAGoodLoginThatIsNoAdministrators()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.AuthMode = "oidc_auth";
        harbor.Fails("GET /api/v2.0/users/current", 401, "UNAUTHORIZED");
        await using var driver = harbor.Driver();

        var signals = await driver.CheckAsync(CheckDepth.Full, Cancelled);

        Assert.True(Of(signals, SignalName.Login).Ok);
        Assert.Equal(SignalReason.AdminRequired, Of(signals, SignalName.Rights).Reason);
    }

    [Fact]
    public async Task CheckAsync_WrongCliSecretOfSingleSignOn_IsSentOnce()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        (harbor.AuthMode, harbor.TakesLogins) = ("oidc_auth", false);
        await using var driver = harbor.Driver();

        Assert.Equal(SignalReason.CredentialsRejected, Of(await driver.CheckAsync(CheckDepth.Full, Cancelled), SignalName.Login).Reason);
        Assert.Equal(1, harbor.LoginsSent);
    }

    [Fact]
    public async Task IdentifyAsync_BeforeTheLoginIsProven_SendsItNowhere()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        await using var driver = harbor.Driver();

        Assert.Null((await driver.IdentifyAsync(Cancelled)).Version);
        Assert.Equal(0, harbor.LoginsSent);

        await driver.CheckAsync(CheckDepth.Full, Cancelled);
        Assert.Equal("2.15.2", (await driver.IdentifyAsync(Cancelled)).Version);
    }

    [Fact]
    public async Task CheckAsync_IllComponents_AreNamed()
    {
        await using var harbor = await ScriptedHarbor.StartAsync();
        harbor.Json("GET /api/v2.0/health", """{"status":"unhealthy","components":[{"name":"registry","status":"unhealthy","error":"dial tcp 10.0.0.9: refused"},{"name":"jobservice","status":"unhealthy"}]}""");
        await using var driver = harbor.Driver();

        var signals = await driver.CheckAsync(CheckDepth.Full, Cancelled);

        Assert.Equal((false, SignalReason.ServerError), (Of(signals, SignalName.Product).Ok, Of(signals, SignalName.Product).Reason));
        Assert.Contains("registry", Of(signals, SignalName.Product).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("10.0.0.9", Of(signals, SignalName.Product).Message, StringComparison.Ordinal);
        Assert.True(Of(signals, SignalName.Login).Ok);
    }
}
