using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Harbor;
using Roadstead.Testing.Products;

namespace Roadstead.Server.Tests.Registries;

/// <summary>What is at an address is known before any login is sent; from a pasted address the right one is found, and only that is stored.</summary>
public sealed class DetectionTests(HostFixture fixture, RegistryFixture registries) : IClassFixture<HostFixture>, IClassFixture<RegistryFixture>
{
    private const string Probe = "/api/v1/registries/probe";

    private HttpClient Admin => fixture.Host.Admin;

    public static TheoryData<string> NotIntegrated => [.. DocumentedProducts.Others.Where(product => product.IsRegistry).Select(product => product.Name)];

    private static string Text(Uri url) => url.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task Probe_PageOfAHarbor_FindsItsAddressAndGoesOnThere()
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false });

        var found = await Admin.SendOkAsync(HttpMethod.Post, Probe, new { url = $"{harbor.Url}harbor/projects/3/repositories?x=1#y", username = harbor.Admin.Username, password = harbor.Admin.Password });

        Assert.Equal(("harbor", "2.15.2"), ((string?)found["type"], (string?)found["version"]));
        Assert.Equal(Text(harbor.Url), (string?)found["url"]);
        Assert.Contains("page", (string?)found["urlNote"], StringComparison.Ordinal);
        Assert.True((bool?)found.Signal("login")["ok"]);
    }

    [Fact]
    public async Task Probe_ItsOwnAddress_SaysNothingOfAnother()
    {
        var found = await Admin.SendOkAsync(HttpMethod.Post, Probe, new { url = registries.Open.Url });

        Assert.Equal((Text(registries.Open.Url), null, "2.x"), ((string?)found["url"], (string?)found["urlNote"], (string?)found["version"]));
    }

    [Fact]
    public async Task Probe_ImageOfARegistry_FindsIt()
    {
        var found = await Admin.SendOkAsync(HttpMethod.Post, Probe, new { url = $"docker pull {registries.Open.Url.Authority}/team-a/app:1.0" });

        Assert.Equal(("docker-registry", Text(registries.Open.Url)), ((string?)found["type"], (string?)found["url"]));
    }

    [Fact]
    public async Task Probe_HttpsGivenHttpFound_SendsNoLoginUnprotected()
    {
        await using var proxy = await RegistryProxy.StartAsync(registries.Locked.Url);

        var found = await Admin.SendOkAsync(HttpMethod.Post, Probe, new { url = $"https://{proxy.Url.Authority}", username = RegistryFixture.Username, password = RegistryFixture.Password });

        Assert.Equal((Text(proxy.Url), "not-checked"), ((string?)found["url"], (string?)found.Signal("login")["reason"]));
        Assert.Contains("unprotected", (string?)found["urlNote"], StringComparison.Ordinal);
        Assert.All(proxy.Requests, request => Assert.Null(request.Authorization));
    }

    [Theory]
    [InlineData("{0}/v2/_catalog", "docker-registry", "docker-registry-2", "")]
    [InlineData("https://{1}", "docker-registry", "docker-registry-2", "")]
    [InlineData("https://{1}/harbor/projects", "harbor", "harbor-2.15", "")]
    [InlineData("docker pull {1}/team/app:1", "docker-registry", "docker-registry-2", "")]
    public async Task Integrate_PastedAddress_NamesTheRightOneAndSendsNoLogin(string pasted, string type, string product, string path)
    {
        await using var server = await DocumentedProducts.Of(product).StartAsync();
        var url = pasted.Replace("{0}", Text(server.Url), StringComparison.Ordinal).Replace("{1}", server.Url.Authority, StringComparison.Ordinal);

        var problem = await Admin.RefuseAsync(new { name = "pasted", type, url, username = "robot", password = "MARKED-secret" }, "validation-failed");

        Assert.StartsWith($"Use {Text(server.Url)}{path}.", problem["errors"]!["url"].Texts().Single(), StringComparison.Ordinal);
        Assert.All(server.Requests, request => Assert.Null(request.Authorization));
        Assert.DoesNotContain("MARKED", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/artifactory/webapp/#/home")]
    [InlineData("/ui/native/docker-local/")]
    public async Task Integrate_ArtifactoryByAnotherAddress_NamesThatOfItsApi(string path)
    {
        await using var server = await DocumentedProducts.Of("artifactory-7").StartAsync();

        var problem = await Admin.RefuseAsync(new { name = "art", type = "artifactory", url = Text(server.Url) + path, username = "robot", password = "secret" }, "validation-failed");

        Assert.StartsWith($"Use {Text(server.Url)}/artifactory.", problem["errors"]!["url"].Texts().Single(), StringComparison.Ordinal);
        Assert.All(server.Requests, request => Assert.Null(request.Authorization));
    }

    [Theory]
    [MemberData(nameof(NotIntegrated))]
    public async Task Integrate_ProductThatIsNotIntegrated_IsNamedWithWhatToDo(string name)
    {
        var product = DocumentedProducts.Of(name);
        await using var server = await product.StartAsync();

        foreach (var type in new[] { "docker-registry", "harbor" })
        {
            var problem = await Admin.RefuseAsync(new { name = "other", type, url = server.Url, username = "robot", password = "secret" }, "wrong-type");

            Assert.StartsWith($"At this address is {product.Product}", problem.Detail(), StringComparison.Ordinal);
            Assert.Contains("Roadstead integrates Harbor", problem.Detail(), StringComparison.Ordinal);
            Assert.Equal((product.Product, product.Version), ((string?)problem["found"]!["product"], (string?)problem["found"]!["version"]));
            Assert.NotEmpty(problem["found"]!["evidence"].Texts());
        }

        Assert.All(server.Requests, request => Assert.Null(request.Authorization));
    }

    [Fact]
    public async Task Integrate_WrongTypeByAPage_NamesTypeAndAddress()
    {
        await using var server = await DocumentedProducts.Of("artifactory-7").StartAsync();

        var problem = await Admin.RefuseAsync(new { name = "art", type = "docker-registry", url = Text(server.Url) + "/artifactory/api/docker/docker-local/v2/" }, "wrong-type");

        Assert.Contains("JFrog Artifactory 7.46.11", problem.Detail(), StringComparison.Ordinal);
        Assert.Equal(("artifactory", Text(server.Url) + "/artifactory"), ((string?)problem["found"]!["type"], (string?)problem["found"]!["url"]));
    }

    [Theory]
    [InlineData("harbor", 1)]
    [InlineData("docker-registry", 0)]
    public async Task Integrate_WrongPasswordOfAHarbor_ReachesItOnceAtMost(string type, int tries)
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false, WrongPasswordDelay = TimeSpan.FromMilliseconds(10) });
        await using var proxy = await RegistryProxy.StartAsync(harbor.Url);

        await Admin.RefuseAsync(new { name = "locked", type, url = proxy.Url, username = harbor.Admin.Username, password = "Wrong12345" }, type == "harbor" ? "credentials-rejected" : "wrong-type");

        Assert.Equal(tries, proxy.Requests.Count(request => request.Authorization is not null));
    }

    [Fact]
    public async Task Probe_WrongPasswordOfAHarbor_ReachesItOnce()
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false, WrongPasswordDelay = TimeSpan.FromMilliseconds(10) });
        await using var proxy = await RegistryProxy.StartAsync(harbor.Url);

        var found = await Admin.SendOkAsync(HttpMethod.Post, Probe, new { url = proxy.Url, username = harbor.Admin.Username, password = "Wrong12345" });

        Assert.Equal("credentials-rejected", (string?)found.Signal("login")["reason"]);
        Assert.Single(proxy.Requests, request => request.Authorization is not null);
    }

    [Fact]
    public async Task Integrate_WrongPasswordOfADockerRegistry_ReachesItOnce()
    {
        await using var proxy = await RegistryProxy.StartAsync(registries.Locked.Url);

        await Admin.RefuseAsync(RegistryCalls.Body("locked", proxy.Url, RegistryFixture.Username, "wrong"), "credentials-rejected");

        Assert.Single(proxy.Requests, request => request.Authorization is not null);
    }

    [Fact]
    public async Task Probe_OfAWorkspace_NamesARegistryAndNothingElse()
    {
        var lead = await fixture.Host.UserAsync("detection-lead", "team", "admin");
        await using var quay = await DocumentedProducts.Of("quay").StartAsync();
        await using var site = await DocumentedProducts.Of("web-site").StartAsync();
        await using var json = await DocumentedProducts.Of("says-json-to-all").StartAsync();

        Assert.Equal("Quay", (string?)(await lead.SendOkAsync(HttpMethod.Post, RegistryCalls.Path("team", "probe"), new { url = quay.Url }))["product"]);
        foreach (var server in new[] { site, json })
        {
            var found = await lead.SendOkAsync(HttpMethod.Post, RegistryCalls.Path("team", "probe"), new { url = $"https://{server.Url.Authority}/wiki?page=1" });
            Assert.Equal(("no registry that Roadstead knows", null), ((string?)found["product"] ?? "no registry that Roadstead knows", (string?)found["urlNote"]));
            Assert.Equal($"https://{server.Url.Authority}", (string?)found["url"]);
            Assert.Empty(found["evidence"]!.AsArray());
        }
    }
}
