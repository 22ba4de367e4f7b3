using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Testing;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>Whom Artifactory takes a login for, how each kind is sent, and that a refused one is sent once.</summary>
public sealed class ArtifactoryLoginTests
{
    private const string BadCredentials = "Bad credentials";

    private static readonly RepositoryName Image = RepositoryName.Parse("docker-local/team/app");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task<Dictionary<SignalName, RegistrySignal>> CheckAsync(IRegistryDriver driver, CheckDepth depth = CheckDepth.Full) =>
        (await driver.CheckAsync(depth, Cancelled)).ToDictionary(signal => signal.Name);

    [Theory]
    [InlineData(BadCredentials)]
    [InlineData("Authentication is required: you do not have permission")]
    public async Task EveryCall_WrongPassword_IsSentOnceHoweverManyWait(string message)
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Fails("GET /api/system/licenses", 401, message);
        await using var driver = artifactory.Driver();

        var errors = await Task.WhenAll(Enumerable.Range(0, 20).Select(async number => await Assert.ThrowsAsync<RegistryException>(
            () => number % 2 == 0 ? driver.ListTagsAsync(Image, Cancelled) : driver.Content.ReadManifestAsync(Image, "v1", [], head: true, Cancelled))));

        Assert.All(errors, error => Assert.Equal(RegistryErrorCode.CredentialsRejected, error.Code));
        Assert.Equal(1, artifactory.LoginsSent);
    }

    [Fact]
    public async Task EveryCall_LoginTurnsWrong_IsSilentUntilACheck()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Catalog("docker-local", "team/app");
        await using var driver = artifactory.Driver();
        Assert.True((await CheckAsync(driver))[SignalName.Login].Ok);
        artifactory.Fails("GET /api/docker/docker-local/v2/team/app/manifests/v1", 401, BadCredentials);
        artifactory.Fails("GET /api/system/licenses", 401, BadCredentials);
        var before = artifactory.LoginsSent;

        for (var call = 0; call < 3; call++)
        {
            Assert.Equal(RegistryErrorCode.CredentialsRejected, (await Assert.ThrowsAsync<RegistryException>(() => driver.Content.ReadManifestAsync(Image, "v1", [], head: false, Cancelled))).Code);
        }

        Assert.Equal(before + 1, artifactory.LoginsSent);
        await CheckAsync(driver, CheckDepth.Cheap);
        Assert.Equal(before + 1, artifactory.LoginsSent);
        Assert.Equal(SignalReason.CredentialsRejected, (await CheckAsync(driver))[SignalName.Login].Reason);
        Assert.Equal(before + 2, artifactory.LoginsSent);
    }

    [Theory]
    [InlineData("This request is blocked due to recurrent login failures, please try again in 10 seconds")]
    [InlineData("Forbidden")]
    public async Task CheckAsync_UserShutOut_IsNoWrongPasswordAndNotAskedAgainForAMinute(string message)
    {
        var time = new ManualTime();
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Fails("GET /api/system/licenses", 403, message);
        artifactory.Fails("GET /api/system/version", 403, message);
        await using var driver = artifactory.Driver(time: time);

        var login = (await CheckAsync(driver))[SignalName.Login];

        Assert.Equal((false, SignalReason.LoginSuspended), (login.Ok, login.Reason));
        var sent = artifactory.LoginsSent;
        var error = await Assert.ThrowsAsync<RegistryException>(() => driver.ListTagsAsync(Image, Cancelled));
        Assert.True(error is { IsTransient: true, RetryAfter.TotalSeconds: > 0 and <= 60 });
        Assert.Equal(sent, artifactory.LoginsSent);
        artifactory.Json("GET /api/system/licenses", """{"type":"Enterprise"}""");
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Empty(await driver.ListTagsAsync(Image, Cancelled));
    }

    [Fact]
    public async Task CheckAsync_NoAdministrator_IsTakenWithWhatItMayDo()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Fails("GET /api/system/licenses", 403, "Forbidden");
        artifactory.Fails("GET /api/storageinfo", 403, "Forbidden");
        artifactory.Catalog("docker-local", "team/app");
        await using var driver = artifactory.Driver();

        var signals = await CheckAsync(driver);

        Assert.DoesNotContain(signals.Values, signal => signal.Ok == false);
        Assert.Contains("without administrator rights", signals[SignalName.Rights].Message, StringComparison.Ordinal);
        Assert.Empty(driver.Capabilities);
        Assert.Null(await driver.MeasureStorageAsync(Cancelled));
    }

    [Theory]
    [InlineData("""{"type":"Enterprise Plus Trial"}""", true)]
    [InlineData("""{"type":"Commercial"}""", true)]
    [InlineData("""{"licenses":[{"type":"Enterprise","nodeId":"a"},{"type":"Enterprise","nodeId":"b"}]}""", true)]
    [InlineData("""{"type":"JCR Edition"}""", false)]
    [InlineData("""{"type":"OSS"}""", false)]
    [InlineData("""{"type":"Community Edition for C/C++"}""", false)]
    public async Task Capabilities_ByEdition_CreateSpacesWhereTheApiCan(string licence, bool pro)
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Json("GET /api/system/licenses", licence);
        await using var driver = artifactory.Driver();

        await CheckAsync(driver);

        Assert.Equal(pro, driver.Capabilities.Contains(RegistryCapability.CreateSpace));
        Assert.Equal(pro, driver.Capabilities.Contains(RegistryCapability.DeleteSpace));
        Assert.Contains(RegistryCapability.RepositoryListing, driver.Capabilities);
    }

    [Fact]
    public async Task CheckAsync_EditionWithoutLicences_ProvesTheAdministratorByItsStorage()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Fails("GET /api/system/licenses", 400, "This REST API is available only in Artifactory Pro (see: jfrog.com/artifactory/features).");
        await using var driver = artifactory.Driver();

        Assert.Contains("administrator", (await CheckAsync(driver))[SignalName.Rights].Message, StringComparison.Ordinal);
        Assert.DoesNotContain(RegistryCapability.CreateSpace, driver.Capabilities);
    }

    [Theory]
    [InlineData("admin", "AKCp-an-api-key", "Basic YWRtaW46QUtDcC1hbi1hcGkta2V5", null)]
    [InlineData("", "eyJ-a-token", "Bearer eyJ-a-token", null)]
    [InlineData("", "cmVmdGtuOjA-a-reference-token", "Bearer cmVmdGtuOjA-a-reference-token", null)]
    [InlineData("", "AKCp-an-api-key", null, "AKCp-an-api-key")]
    public async Task EveryCall_KindOfLogin_IsSentAsWhatItIs(string user, string password, string? authorization, string? key)
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        await using var driver = artifactory.Driver(new RegistryCredentials(user, password));

        Assert.True((await CheckAsync(driver))[SignalName.Login].Ok);

        var calls = artifactory.Server.Requests.Where(request => !request.Path.EndsWith("/ping", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.Equal((authorization, key), (call.Authorization, call.Headers.GetValueOrDefault("X-JFrog-Art-Api"))));
    }

    [Theory]
    [InlineData("admin", "a-password")]
    [InlineData("", "AKCp-an-api-key")]
    public async Task OpenBlobAsync_RedirectToStorage_IsFollowedWithoutTheLogin(string user, string password)
    {
        var bytes = new byte[] { 1, 2, 3 };
        var digest = Some.DigestOf(bytes);
        await using var storage = await HttpServer.StartAsync(context => context.Response.Body.WriteAsync(bytes).AsTask());
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.On($"GET /api/docker/docker-local/v2/team/app/blobs/{digest.Value}", context =>
        {
            context.Response.Redirect(new Uri(storage.Url, "/bucket/layer?signature=x").AbsoluteUri);
            return Task.CompletedTask;
        });
        await using var driver = artifactory.Driver(new RegistryCredentials(user, password));

        await using var blob = await driver.Content.OpenBlobAsync(Image, digest, null, null, head: false, Cancelled);

        using var read = new MemoryStream();
        await blob!.Body.CopyToAsync(read, Cancelled);
        Assert.Equal(bytes, read.ToArray());
        var request = Assert.Single(storage.Requests);
        Assert.Null(request.Authorization);
        Assert.False(request.Headers.ContainsKey("X-JFrog-Art-Api"));
    }

    [Fact]
    public async Task ReadManifestAsync_RefusedByRight_LeavesTheLoginGood()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Json("GET /api/docker/docker-local/v2/team/app/manifests/v1", """{"errors":[{"code":"UNAUTHORIZED","message":"The client does not have permission for manifest","detail":{}}]}""", 401);
        await using var driver = artifactory.Driver();

        Assert.Equal(RegistryErrorCode.Denied, (await Assert.ThrowsAsync<RegistryException>(() => driver.Content.ReadManifestAsync(Image, "v1", [], head: false, Cancelled))).Code);
        Assert.Empty(await driver.ListTagsAsync(Image, Cancelled));
    }

    [Fact]
    public async Task CheckAsync_NoLogin_IsTakenWhereArtifactoryAnswersWithoutOne()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Catalog("docker-local", "team/app");
        await using var driver = Some.Artifactory(Some.Endpoint(artifactory.Url));

        Assert.DoesNotContain((await CheckAsync(driver)).Values, signal => signal.Ok == false);

        artifactory.Fails("GET /api/system/version", 401, "Authentication is required");
        Assert.Equal(SignalReason.CredentialsRequired, (await CheckAsync(driver))[SignalName.Login].Reason);
    }
}
