using Microsoft.AspNetCore.Http;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Testing;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>What an Artifactory and the proxies before it answer at addresses where other registries answer something else.</summary>
public sealed class ArtifactoryAddressTests
{
    private static readonly RepositoryName Image = RepositoryName.Parse("docker-local/team/app");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task<Dictionary<SignalName, RegistrySignal>> CheckAsync(IRegistryDriver driver) =>
        (await driver.CheckAsync(CheckDepth.Full, Cancelled)).ToDictionary(signal => signal.Name);

    [Theory]
    [InlineData(404, "application/json", """{"errors":[{"status":404,"message":"Not Found"}]}""")]
    [InlineData(406, "text/plain", "")]
    [InlineData(200, "text/html", "<html></html>")]
    [InlineData(404, "text/html", "<html></html>")]
    [InlineData(200, "application/json", "{}")]
    [InlineData(200, "application/json", "")]
    public async Task CheckAsync_RootThatIsNoRegistry_IsHealthyByItsApi(int status, string type, string body)
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Catalog("docker-local", "team/app");
        artifactory.On("GET //v2/", context =>
        {
            (context.Response.StatusCode, context.Response.ContentType) = (status, type);
            return context.Response.WriteAsync(body);
        });
        await using var driver = artifactory.Driver();

        Assert.DoesNotContain((await CheckAsync(driver)).Values, signal => signal.Ok == false);
        Assert.Equal((RegistryType.Artifactory, "7.90.5"), ((await driver.IdentifyAsync(Cancelled)).Type, (await driver.IdentifyAsync(Cancelled)).Version));
        Assert.DoesNotContain(artifactory.Targets, target => target.Contains(" /v2/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(200)]
    public async Task CheckAsync_AddressWithoutTheApi_NamesTheOneToGive(int status)
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync();
        artifactory.Page("GET //ui/packages/api/system/ping", status);
        await using var driver = Some.Artifactory(Some.Endpoint(new Uri(artifactory.Server.Url, "/ui/packages"), ScriptedArtifactory.Admin));

        var product = (await CheckAsync(driver))[SignalName.Product];

        Assert.False(product.Ok);
        Assert.Contains($"{artifactory.Server.Url.Authority}/artifactory", product.Message, StringComparison.Ordinal);
        Assert.Equal(0, artifactory.LoginsSent);
    }

    [Fact]
    public async Task CheckAsync_PageOfAProxy_IsNoArtifactoryAndGetsNoLogin()
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<html>OK</html>");
        });
        await using var driver = Some.Artifactory(Some.Endpoint(new Uri(server.Url, "/artifactory"), ScriptedArtifactory.Admin));

        Assert.Equal((false, SignalReason.WrongProduct), ((await CheckAsync(driver))[SignalName.Product].Ok, (await CheckAsync(driver))[SignalName.Product].Reason));
        Assert.All(server.Requests, request => Assert.Null(request.Authorization));
    }

    [Fact]
    public async Task CheckAsync_Starting_IsNotWellAndGetsNoLogin()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync();
        artifactory.Fails("GET /api/system/ping", 503, "starting");
        await using var driver = artifactory.Driver();

        Assert.Equal(SignalReason.ServerError, (await CheckAsync(driver))[SignalName.Product].Reason);
        Assert.Equal(0, artifactory.LoginsSent);
    }

    [Theory]
    [InlineData("Artifactory/6.23.42", "6.23.42")]
    [InlineData("Artifactory/7.9.1 70901900", "7.9.1")]
    public async Task IdentifyAsync_OlderHeader_TellsTheVersion(string header, string version)
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync();
        artifactory.VersionHeader = null;
        artifactory.On("GET /api/system/ping", context =>
        {
            context.Response.Headers.Server = header;
            return context.Response.WriteAsync("OK");
        });
        await using var driver = artifactory.Driver();

        Assert.Equal(version, (await driver.IdentifyAsync(Cancelled)).Version);
    }

    [Fact]
    public async Task IdentifyAsync_NoHeaderAtAll_TellsTheVersionOnceTheLoginIsProven()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync();
        artifactory.VersionHeader = null;
        await using var driver = artifactory.Driver();
        Assert.Equal((RegistryType.Artifactory, null), ((await driver.IdentifyAsync(Cancelled)).Type, (await driver.IdentifyAsync(Cancelled)).Version));

        await CheckAsync(driver);

        Assert.Equal("7.90.5", (await driver.IdentifyAsync(Cancelled)).Version);
    }

    [Fact]
    public async Task ReadManifestAsync_PageInsteadOfAnAnswer_IsNotTakenForAbsent()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Page("GET /api/docker/docker-local/v2/team/app/manifests/v1", 404);
        artifactory.Page("GET /api/docker/docker-local/v2/team/app/tags/list", 200);
        await using var driver = artifactory.Driver();

        Assert.Equal(RegistryErrorCode.InvalidAnswer, (await Assert.ThrowsAsync<RegistryException>(() => driver.Content.ReadManifestAsync(Image, "v1", [], head: false, Cancelled))).Code);
        Assert.Equal(RegistryErrorCode.InvalidAnswer, (await Assert.ThrowsAsync<RegistryException>(() => driver.ListTagsAsync(Image, Cancelled))).Code);
    }

    [Fact]
    public async Task ReadManifestAsync_HeldBackByXray_SaysSo()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Json("GET /api/docker/docker-local/v2/team/app/manifests/v1", """{"errors":[{"code":"DENIED","message":"Artifact was not downloaded due to the download blocking policy configured in Xray"}]}""", 403);
        await using var driver = artifactory.Driver();

        var error = await Assert.ThrowsAsync<RegistryException>(() => driver.Content.ReadManifestAsync(Image, "v1", [], head: false, Cancelled));

        Assert.Equal(RegistryErrorCode.Denied, error.Code);
        Assert.Contains("Xray", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadManifestAsync_ForbiddenOrHidden_IsDeniedOrAbsent()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Json("GET /api/docker/docker-local/v2/team/app/manifests/v1", """{"errors":[{"code":"DENIED","message":"The client does not have permission for manifest"}]}""", 403);
        await using var driver = artifactory.Driver();

        Assert.Equal(RegistryErrorCode.Denied, (await Assert.ThrowsAsync<RegistryException>(() => driver.Content.ReadManifestAsync(Image, "v1", [], head: false, Cancelled))).Code);

        // hideUnauthorizedResources: the same, as if it were not there.
        artifactory.Json("GET /api/docker/docker-local/v2/team/app/manifests/v1", """{"errors":[{"code":"MANIFEST_UNKNOWN","message":"The named manifest is not known to the registry."}]}""", 404);
        Assert.Null(await driver.Content.ReadManifestAsync(Image, "v1", [], head: false, Cancelled));
    }

    [Fact]
    public async Task ReadManifestAsync_NameWithoutPath_IsNoImageAndAsksForNone()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        await using var driver = artifactory.Driver();

        Assert.Null(await driver.Content.ReadManifestAsync(RepositoryName.Parse("docker-local"), "v1", [], head: false, Cancelled));
        Assert.DoesNotContain(artifactory.Targets, target => target.Contains("/manifests/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadManifestAsync_LedToAnotherHostThatWantsALogin_IsToldAndGivesNone()
    {
        await using var other = await HttpServer.StartAsync(context =>
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        });
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.On("GET /api/docker/docker-local/v2/team/app/manifests/v1", context =>
        {
            context.Response.Redirect(new Uri(other.Url, "/artifactory/api/docker/docker-local/v2/team/app/manifests/v1").AbsoluteUri);
            return Task.CompletedTask;
        });
        await using var driver = artifactory.Driver();

        Assert.Equal(SignalReason.RedirectRefused, (await Assert.ThrowsAsync<RegistryException>(() => driver.Content.ReadManifestAsync(Image, "v1", [], head: false, Cancelled))).Reason);
        Assert.Null(Assert.Single(other.Requests).Authorization);
        Assert.Empty(await driver.ListTagsAsync(Image, Cancelled));
    }
}
