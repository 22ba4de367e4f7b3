using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>What an Artifactory says about itself, by release and edition.</summary>
public sealed class FakeArtifactorySystemTests
{
    private const string ProOnly = "This REST API is available only in Artifactory Pro (see: jfrog.com/artifactory/features). If you are already running Artifactory Pro please make sure your server is activated with a valid license key.\n";

    [Theory]
    [InlineData("7.46.11", "X-JFrog-Version", "Artifactory/7.46.11 74611900")]
    [InlineData("7.9.1", "Server", "Artifactory/7.9.1 70901900")]
    [InlineData("6.23.13", "Server", "Artifactory/6.23.13")]
    public async Task Every_answer_names_the_release_and_the_node(string version, string header, string product)
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { Version = version, WithStorage = false });
        using var api = new FakeArtifactoryApi(artifactory);

        foreach (var path in new[] { "/v2/", "/api/system/ping", "/api/repositories" })
        {
            var reply = await api.GetAsync(path);
            Assert.Equal(product, reply.Header(header));
            Assert.Equal(40, reply.Header("X-Artifactory-Id")!.Length);
            Assert.NotEmpty(reply.Header("X-Artifactory-Node-Id")!);
            Assert.Equal(header == "X-JFrog-Version", reply.Header("X-JFrog-Version") is not null);
        }

        Assert.Equal("registry/2.0", (await api.GetAsync("/v2/")).Header("Docker-Distribution-Api-Version"));
    }

    [Fact]
    public async Task Anybody_pings_and_whoever_is_signed_in_learns_the_version()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        using var nobody = new FakeArtifactoryApi(artifactory);
        using var user = new FakeArtifactoryApi(artifactory, artifactory.CreateUser("dev").Basic);

        var ping = await nobody.GetAsync("/api/system/ping");
        Assert.Equal((200, "OK"), (ping.Status, ping.Text));
        Assert.Equal(200, (await nobody.GetAsync("/access/api/v1/system/ping")).Status);
        Assert.Equal(401, (await nobody.GetAsync("/api/system/version")).Status);
        var version = await user.JsonAsync("/api/system/version");
        Assert.Equal(["version", "revision", "addons", "license"], version.AsObject().Select(field => field.Key));
        Assert.Equal("7.90.5", (string)version["version"]!);
        Assert.IsType<JsonArray>(version["addons"]);
    }

    [Theory]
    [InlineData(ArtifactoryEdition.Oss, "OSS", false)]
    [InlineData(ArtifactoryEdition.Jcr, "JCR Edition", false)]
    [InlineData(ArtifactoryEdition.Pro, "Commercial", true)]
    [InlineData(ArtifactoryEdition.Enterprise, "Enterprise Plus", true)]
    public async Task The_license_says_the_edition_to_admins_and_only_bought_ones_name_it_in_the_version(ArtifactoryEdition edition, string type, bool isNamed)
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { Edition = edition, WithStorage = false });
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        using var user = new FakeArtifactoryApi(artifactory, artifactory.CreateUser("dev").Basic);

        var license = await admin.JsonAsync("/api/system/licenses");
        Assert.Equal(["type", "validThrough", "licensedTo"], license.AsObject().Select(field => field.Key));
        Assert.Equal(type, (string)license["type"]!);
        Assert.Equal(403, (await user.GetAsync("/api/system/licenses")).Status);
        Assert.Equal(isNamed, (await admin.JsonAsync("/api/system/version")).AsObject().ContainsKey("license"));
        var id = await admin.GetAsync("/api/system/service_id");
        Assert.StartsWith("jfrt@01", id.Text, StringComparison.Ordinal);
        Assert.Equal(403, (await user.GetAsync("/api/system/service_id")).Status);
    }

    [Theory]
    [InlineData(ArtifactoryEdition.Oss)]
    [InlineData(ArtifactoryEdition.Jcr)]
    public async Task The_free_editions_refuse_what_is_pros_with_one_phrase(ArtifactoryEdition edition)
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { Edition = edition, WithStorage = false });
        artifactory.AddLocal("docker-local");
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        foreach (var (method, path, body) in new[]
        {
            ("PUT", "/api/repositories/new-local", """{"key":"new-local","rclass":"local","packageType":"docker"}"""),
            ("GET", "/api/repositories/docker-local", null),
            ("GET", "/api/security/users/admin", null),
            ("PUT", "/api/security/groups/readers-a", "{}"),
            ("PUT", "/api/v2/security/permissions/pull", "{}"),
            ("GET", "/access/api/v2/users/admin", null),
        })
        {
            var reply = await admin.SendAsync(method, path, body);
            Assert.Equal((400, ProOnly), (reply.Status, reply.Message));
            Assert.Equal(path.StartsWith("/api", StringComparison.Ordinal) ? null : "BAD_REQUEST", reply.Code);
            Assert.Equal(reply.Code is null ? 400 : null, (int?)reply.Json["errors"]![0]!["status"]);
        }

        Assert.Equal(200, (await admin.GetAsync("/api/repositories")).Status);
        Assert.Equal(200, (await admin.GetAsync("/api/storageinfo")).Status);
        Assert.Equal(404, (await admin.GetAsync("/event/api/v1/subscriptions")).Status);
        Assert.Equal(edition == ArtifactoryEdition.Jcr ? 200 : 400, (await admin.GetAsync("/api/docker/docker-local/v2/_catalog")).Status);
    }

    [Fact]
    public async Task Release_6_has_neither_the_services_of_7_nor_its_page()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { Version = "6.23.13", WithStorage = false });
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        foreach (var path in new[] { "/access/api/v1/tokens", "/access/api/v2/users/admin", "/event/api/v1/subscriptions", "/ui/", "/api/repositories/configurations" })
        {
            Assert.NotEqual(200, (await admin.GetAsync(path)).Status);
        }

        Assert.Equal(200, (await admin.GetAsync("/artifactory/webapp/")).Status);
        Assert.Equal(200, (await admin.GetAsync("/api/security/token")).Status);
        Assert.Equal(400, (await admin.SendAsync("PUT", "/api/repositories/oci-local", """{"rclass":"local","packageType":"oci"}""")).Status);
    }

    [Fact]
    public async Task An_exotic_set_up_has_no_context_path()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { Version = "6.23.13", ContextPath = "", WithStorage = false });
        artifactory.AddRepository("docker-local/app", "v1");
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        using var nobody = new FakeArtifactoryApi(artifactory);

        Assert.Equal("/", artifactory.Url.AbsolutePath);
        Assert.Equal("OK", (await nobody.GetAsync("/api/system/ping")).Text);
        Assert.Equal(200, (await admin.GetAsync("/api/docker/docker-local/v2/app/manifests/v1")).Status);
        Assert.Contains($"realm=\"http://{artifactory.Host}/api/docker/docker-local/v2/token\"", (await nobody.GetAsync("/v2/docker-local/app/tags/list")).Header("WWW-Authenticate")!, StringComparison.Ordinal);
        Assert.Equal(204, (await admin.SendAsync("DELETE", "/docker-local/app/v1")).Status);
    }

    [Fact]
    public async Task What_is_not_there_is_told_in_json_below_the_context_path_and_by_a_page_elsewhere()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        using var api = new FakeArtifactoryApi(artifactory);

        var missing = await api.GetAsync("/api/nothing");
        Assert.Equal((404, "Not Found"), (missing.Status, missing.Message));
        Assert.Equal("application/json;charset=ISO-8859-1", missing.Header("Content-Type"));
        Assert.StartsWith("text/html", (await api.GetAsync("/")).Header("Content-Type")!, StringComparison.Ordinal);
        var refused = await api.GetAsync("/api/repositories");
        Assert.Equal((401, "Basic realm=\"Artifactory Realm\""), (refused.Status, refused.Header("WWW-Authenticate")));
        Assert.Null(refused.Code);
    }
}
