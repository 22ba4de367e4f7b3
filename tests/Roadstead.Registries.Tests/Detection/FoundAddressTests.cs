using Microsoft.AspNetCore.Http;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Testing;
using Roadstead.Testing.Products;

namespace Roadstead.Registries.Tests.Detection;

/// <summary>The right address is found from a pasted one, and it is said why it is another.</summary>
public sealed class FoundAddressTests
{
    private static string Text(Uri url) => url.GetLeftPart(UriPartial.Authority);

    [Theory]
    [InlineData("harbor-2.15", "http://{0}/harbor/projects/3/repositories", "", "page")]
    [InlineData("harbor-2.15", "http://{0}/harbor/sign-in?redirect_url=%2Fharbor%2Fprojects#top", "", "page")]
    [InlineData("harbor-2.15", "http://{0}/api/v2.0/projects", "", "page")]
    [InlineData("docker-registry-2", "http://{0}/v2/_catalog", "", "page")]
    [InlineData("quay", "http://{0}/repository/x/y", "", "page")]
    [InlineData("artifactory-7", "http://{0}", "/artifactory", "API is at /artifactory")]
    [InlineData("artifactory-7", "http://{0}/ui/native/docker-local/", "/artifactory", "API is at /artifactory")]
    [InlineData("artifactory-7", "http://{0}/artifactory/webapp/#/home", "/artifactory", "API is at /artifactory")]
    [InlineData("artifactory-7", "http://{0}/artifactory/api/docker/docker-local/v2/", "/artifactory", "API is at /artifactory")]
    [InlineData("artifactory-ping-alone", "http://{0}/ui/repos/tree/General/docker-local", "/artifactory", "API is at /artifactory")]
    public async Task DetectAsync_PageOrPart_LeadsToTheRegistrysOwn(string product, string pasted, string path, string why)
    {
        await using var server = await DocumentedProducts.Of(product).StartAsync();

        var found = await Detecting.DetectAsync(pasted.Replace("{0}", server.Url.Authority, StringComparison.Ordinal));

        Assert.Equal(Text(server.Url) + path, found.TextOf());
        Assert.Contains(why, found.UrlNote, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("harbor-2.15", "")]
    [InlineData("docker-registry-2", "")]
    [InlineData("artifactory-7", "/artifactory")]
    [InlineData("artifactory-7", "/artifactory/")]
    public async Task DetectAsync_ItsOwnAddress_IsLeftAsItIs(string product, string path)
    {
        await using var server = await DocumentedProducts.Of(product).StartAsync();

        var found = await Detecting.DetectAsync(Text(server.Url) + path);

        Assert.Equal((Text(server.Url) + path.TrimEnd('/'), null), (found.TextOf(), found.UrlNote));
    }

    [Theory]
    [InlineData("/repo", "/repo")]
    [InlineData("/repo/webapp/#/home", "/repo")]
    [InlineData("/tools/artifactory/ui/", "/tools/artifactory")]
    [InlineData("", "")]
    public async Task DetectAsync_ArtifactoryAtAnotherPath_IsFoundThere(string pasted, string path)
    {
        var product = new DocumentedProduct("art", "artifactory", "JFrog Artifactory", null, "made up", new DocumentedAnswer($"{path}/api/system/ping", 200, "OK"));
        await using var server = await product.StartAsync();

        var found = await Detecting.DetectAsync(Text(server.Url) + pasted);

        Assert.Equal(RegistryType.Artifactory, found.Identity!.Type);
        Assert.Equal(Text(server.Url) + path, found.TextOf());
    }

    [Fact]
    public async Task DetectAsync_ArtifactoryThatRefusesEveryOtherPath_IsWhereItAnswers()
    {
        var product = new DocumentedProduct("art", "artifactory", "JFrog Artifactory", null, "made up", new DocumentedAnswer("/artifactory/api/system/ping", 200, "OK"), new DocumentedAnswer(null, 401, "", "WWW-Authenticate: Basic realm=\"Artifactory Realm\""));
        await using var server = await product.StartAsync();

        Assert.Equal(Text(server.Url) + "/artifactory", (await Detecting.DetectAsync(Text(server.Url) + "/docker-local")).TextOf());
    }

    [Theory]
    [InlineData("{0}/docker-local/team/app:1")]
    [InlineData("docker pull {0}/docker-local/team/app:1")]
    public async Task DetectAsync_AnImageOfArtifactory_LeadsToItsApi(string pasted)
    {
        await using var server = await DocumentedProducts.Of("artifactory-7").StartAsync();

        var found = await Detecting.DetectAsync(pasted.Replace("{0}", server.Url.Authority, StringComparison.Ordinal));

        // It was given without a scheme, and speaks http alone.
        Assert.Equal(Text(server.Url) + "/artifactory", found.TextOf());
        Assert.Contains("An image was given", found.UrlNote, StringComparison.Ordinal);
        Assert.Contains("http alone", found.UrlNote, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("harbor-2.15")]
    [InlineData("docker-registry-2")]
    public async Task DetectAsync_HttpsForHttp_IsFoundAndWarnedOf(string product)
    {
        await using var server = await DocumentedProducts.Of(product).StartAsync();

        var found = await Detecting.DetectAsync($"https://{server.Url.Authority}");

        Assert.Equal(Text(server.Url), found.TextOf());
        Assert.Contains("unprotected", found.UrlNote, StringComparison.Ordinal);
        Assert.All(server.Requests, request => Assert.Null(request.Authorization));
    }

    [Theory]
    [InlineData("harbor-2.15")]
    [InlineData("docker-registry-2")]
    public async Task DetectAsync_HttpForHttps_IsFound(string product)
    {
        using var authority = new TestCertificates();
        using var certificate = authority.Issue();
        await using var server = await DocumentedProducts.Of(product).StartAsync(certificate);

        var found = await Detecting.DetectAsync($"http://{server.Url.Authority}", Some.Endpoint(server.Url, Some.Login) with { CaCertificate = authority.AuthorityPem });

        Assert.Equal((Text(server.Url), "It speaks https."), (found.TextOf(), found.UrlNote));
    }

    [Fact]
    public async Task DetectAsync_PortThatComplainsOfHttp_IsAskedByHttps()
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsync("Client sent an HTTP request to an HTTPS server.\n");
        });

        var found = await Detecting.DetectAsync(server.Url);

        // This one only says so; what came of https is what is told.
        Assert.Equal("https", found.Url.Scheme);
        Assert.Equal(SignalReason.TlsHandshakeFailed, found.Signals.Single(signal => signal.Name == SignalName.Tls).Reason);
    }

    [Fact]
    public async Task DetectAsync_RedirectToHttpsAtTheHost_IsFollowed()
    {
        using var authority = new TestCertificates();
        using var certificate = authority.Issue();
        await using var secure = await DocumentedProducts.Of("docker-registry-2").StartAsync(certificate);
        await using var plain = await HttpServer.StartAsync(context =>
        {
            context.Response.Redirect(Text(secure.Url) + context.Request.Path + context.Request.QueryString, permanent: true);
            return Task.CompletedTask;
        });

        var found = await Detecting.DetectAsync(plain.Url.ToString(), Some.Endpoint(plain.Url, Some.Login) with { CaCertificate = authority.AuthorityPem });

        Assert.Equal((RegistryType.DockerRegistry, Text(secure.Url)), (found.Identity!.Type!.Value, found.TextOf()));
        Assert.Contains("It speaks https.", found.UrlNote, StringComparison.Ordinal);
        Assert.All(plain.Requests.Concat(secure.Requests), request => Assert.Null(request.Authorization));
    }

    [Fact]
    public async Task DetectAsync_RedirectToAnotherHost_IsNotFollowedAndSaid()
    {
        await using var other = await DocumentedProducts.Of("docker-registry-2").StartAsync();
        await using var server = await HttpServer.StartAsync(context =>
        {
            context.Response.Redirect($"{other.UrlByName}v2/");
            return Task.CompletedTask;
        });

        var found = await Detecting.DetectAsync(server.Url);

        Assert.Empty(other.Requests);
        Assert.Null(found.Identity!.Type);
        Assert.Contains(other.UrlByName.Authority, found.Identity.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DetectAsync_ArtifactorysHostOfOneRepository_NamesTheAddressBehindIt()
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            if (context.Request.Path == "/v2/")
            {
                context.Response.Redirect("https://art.example.com/artifactory/api/docker/docker-local/v2/");
            }
            else
            {
                context.Response.StatusCode = 404;
            }

            return Task.CompletedTask;
        });

        var found = await Detecting.DetectAsync(server.Url);

        Assert.Equal(RegistryType.Artifactory, found.Identity!.Type);
        Assert.Contains("https://art.example.com/artifactory", found.Identity.Remedy, StringComparison.Ordinal);
    }
}
