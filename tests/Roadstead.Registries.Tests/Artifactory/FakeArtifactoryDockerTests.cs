using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>The docker API as far as it needs no contents: addresses, challenges, tokens, lists.</summary>
public sealed class FakeArtifactoryDockerTests
{
    private static readonly FakeArtifactorySettings Bare = new() { WithStorage = false };

    [Fact]
    public async Task The_challenge_leads_to_the_token_endpoint_of_the_repository()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Bare);
        artifactory.AddRepository("docker-local/team-a/app", "v1");
        using var api = new FakeArtifactoryApi(artifactory);
        var realm = $"Bearer realm=\"{artifactory.Url}/api/docker/docker-local/v2/token\",service=\"{artifactory.Host}\"";

        foreach (var path in new[] { "/v2/docker-local/team-a/app/manifests/v1", "/api/docker/docker-local/v2/team-a/app/manifests/v1" })
        {
            var refused = await api.GetAsync(path);
            Assert.Equal((401, "UNAUTHORIZED"), (refused.Status, refused.Code));
            Assert.Equal("application/json;charset=ISO-8859-1", refused.Header("Content-Type"));
            Assert.Equal(realm + ",scope=\"repository:team-a/app:pull\"", refused.Header("WWW-Authenticate"));
        }

        Assert.Equal(realm, (await api.GetAsync("/api/docker/docker-local/v2/")).Header("WWW-Authenticate"));
        var root = await api.GetAsync("/v2/");
        Assert.Equal(401, root.Status);
        Assert.Contains("/api/docker/null/v2/token\"", root.Header("WWW-Authenticate")!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7.90.5", true)]
    [InlineData("6.23.13", false)]
    public async Task Old_releases_name_no_scope_when_only_the_head_is_asked_for(string version, bool isNamed)
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Bare with { Version = version });
        artifactory.AddLocal("docker-local");
        using var api = new FakeArtifactoryApi(artifactory);

        var refused = await api.SendAsync("HEAD", "/v2/docker-local/app/manifests/v1");

        Assert.Equal(isNamed, refused.Header("WWW-Authenticate")!.Contains("scope=", StringComparison.Ordinal));
        Assert.Empty(refused.Text);
    }

    [Fact]
    public async Task The_realm_follows_what_the_proxy_says_or_what_is_configured()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Bare);
        using var api = new FakeArtifactoryApi(artifactory);
        var refused = await api.SendAsync("GET", "/v2/docker-local/app/manifests/v1", headers: ("X-JFrog-Override-Base-Url", "https://art.example.com"));
        Assert.StartsWith("Bearer realm=\"https://art.example.com/artifactory/api/docker/docker-local/v2/token\"", refused.Header("WWW-Authenticate")!, StringComparison.Ordinal);

        await using var configured = await FakeArtifactory.StartAsync(Bare with { BaseUrl = "https://art.example.com/artifactory" });
        using var there = new FakeArtifactoryApi(configured);
        Assert.Contains("realm=\"https://art.example.com/artifactory/api/docker/", (await there.GetAsync("/v2/")).Header("WWW-Authenticate")!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 404, "text/html")]
    [InlineData(ArtifactoryRootAnswer.NotAcceptable, 406, "")]
    [InlineData(ArtifactoryRootAnswer.Unsupported, 400, "Unsupported docker repository request for 'v2'")]
    public async Task Without_the_path_method_the_main_host_has_no_registry(ArtifactoryRootAnswer? answer, int status, string says)
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Bare with { AccessMethod = ArtifactoryAccessMethod.Subdomain, SubdomainBase = "art.example.com", RootAnswer = answer });
        artifactory.AddRepository("docker-local/app", "v1");
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        foreach (var path in new[] { "/v2/", "/v2/docker-local/app/manifests/v1" })
        {
            var reply = await admin.GetAsync(path);
            Assert.Equal(status, reply.Status);
            Assert.Contains(says, reply.Text.Length > 0 && reply.Text[0] == '{' ? reply.Message : reply.Header("Content-Type") ?? "", StringComparison.Ordinal);
        }

        Assert.Equal(200, (await admin.GetAsync("/api/docker/docker-local/v2/app/manifests/v1")).Status);
        Assert.Equal(200, (await admin.SendAsync("GET", "/v2/app/manifests/v1", headers: ("Host", "docker-local.art.example.com"))).Status);
        using var nobody = new FakeArtifactoryApi(artifactory);
        Assert.Equal(
            "Bearer realm=\"http://docker-local.art.example.com/artifactory/api/docker/docker-local/v2/token\",service=\"docker-local.art.example.com\",scope=\"repository:app:pull\"",
            (await nobody.SendAsync("GET", "/v2/app/manifests/v1", headers: ("Host", "docker-local.art.example.com"))).Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task A_subdomain_may_send_to_the_api_at_the_main_host()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Bare with { AccessMethod = ArtifactoryAccessMethod.Subdomain, SubdomainBase = "art.example.com", SubdomainRedirects = true });
        using var api = new FakeArtifactoryApi(artifactory);

        var sent = await api.SendAsync("GET", "/v2/app/manifests/v1?ns=x", headers: ("Host", "docker-local.art.example.com"));

        Assert.Equal((307, $"{artifactory.Url}/api/docker/docker-local/v2/app/manifests/v1?ns=x"), (sent.Status, sent.Header("Location")));
    }

    [Fact]
    public async Task The_wrong_order_and_what_holds_no_images_are_unsupported_and_what_is_not_there_is_unknown()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Bare);
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        Assert.Equal("Unsupported docker repository request for 'v2'", (await admin.GetAsync("/api/docker/v2/docker-local/")).Message);
        Assert.Equal(400, (await admin.GetAsync("/api/docker/example-repo-local/v2/")).Status);
        var unknown = await admin.GetAsync("/v2/absent/app/tags/list");
        Assert.Equal((404, "NAME_UNKNOWN"), (unknown.Status, unknown.Code));
    }

    [Fact]
    public async Task Whoever_needs_no_login_is_let_in_at_once_and_still_asked_where_he_may_not()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Bare with { AnonymousAccess = true });
        artifactory.AddRepository("docker-local/app", "v1");
        using var nobody = new FakeArtifactoryApi(artifactory);

        Assert.Equal(200, (await nobody.GetAsync("/v2/")).Status);
        Assert.Equal(200, (await nobody.GetAsync("/v2/docker-local/app/manifests/v1")).Status);
        Assert.Equal(200, (await nobody.GetAsync("/api/docker/docker-local/v2/token")).Status);
        artifactory.State.PermissionTargets.Clear();
        Assert.Equal(200, (await nobody.GetAsync("/v2/")).Status);
        var refused = await nobody.GetAsync("/v2/docker-local/app/manifests/v1");
        Assert.Equal(401, refused.Status);
        Assert.NotNull(refused.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task The_token_endpoint_takes_get_alone_and_its_token_is_good_for_all_repositories()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Bare);
        artifactory.AddRepository("docker-local/app", "v1");
        artifactory.AddRepository("other-local/app", "v1");
        using var nobody = new FakeArtifactoryApi(artifactory);
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        const string endpoint = "/api/docker/docker-local/v2/token";

        Assert.Equal(406, (await nobody.GetAsync(endpoint)).Status);
        Assert.Equal(401, (await admin.SendAsync("POST", endpoint, "grant_type=password", "application/x-www-form-urlencoded")).Status);
        var token = await admin.JsonAsync($"{endpoint}?service={artifactory.Host}&scope=repository:app:pull");
        Assert.Equal(["token", "expires_in"], token.AsObject().Select(field => field.Key));
        Assert.Equal(3600, (int)token["expires_in"]!);
        using var bearer = new FakeArtifactoryApi(artifactory, "Bearer " + (string)token["token"]!);
        Assert.Equal(200, (await bearer.GetAsync("/v2/other-local/app/manifests/v1")).Status);

        // It is no token of the REST API.
        Assert.Equal(401, (await bearer.GetAsync("/api/repositories")).Status);
        using var wrong = new FakeArtifactoryApi(artifactory, new ArtifactoryCredentials("admin", "wrong").Basic);
        Assert.Equal(401, (await wrong.GetAsync(endpoint)).Status);
    }

    [Fact]
    public async Task Passwords_tokens_and_keys_are_taken_without_the_detour_as_well()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Bare);
        artifactory.AddRepository("docker-local/app", "v1");
        var dev = artifactory.CreateUser("dev");
        artifactory.Grant("dev", "docker-local");
        var token = artifactory.CreateToken("dev");
        const string path = "/v2/docker-local/app/manifests/v1";

        foreach (var header in new[] { dev.Basic, "Bearer " + token.Value, "Bearer " + token.ReferenceToken, new ArtifactoryCredentials("whoever", token).Basic, new ArtifactoryCredentials("", token).Basic })
        {
            using var api = new FakeArtifactoryApi(artifactory, header);
            Assert.Equal(200, (await api.GetAsync(path)).Status);
            Assert.Equal(200, (await api.GetAsync("/api/repositories")).Status);
        }

        using var keyed = new FakeArtifactoryApi(artifactory);
        Assert.Equal(200, (await keyed.SendAsync("GET", path, headers: ("X-JFrog-Art-Api", artifactory.CreateApiKey("dev")))).Status);
        Assert.Equal(401, (await keyed.SendAsync("GET", path, headers: ("X-JFrog-Art-Api", "AKCp8wrong"))).Status);
        using var wrong = new FakeArtifactoryApi(artifactory, "Bearer wrong");
        Assert.Equal(401, (await wrong.GetAsync(path)).Status);
    }

    [Theory]
    [InlineData(false, 403, "UNAUTHORIZED")]
    [InlineData(true, 404, "MANIFEST_UNKNOWN")]
    public async Task Who_may_not_is_told_so_unless_what_exists_is_hidden(bool hides, int status, string code)
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Bare with { HideUnauthorizedResources = hides });
        artifactory.AddRepository("docker-local/team-a/app", "v1");
        artifactory.AddRepository("docker-local/team-b/app", "v1");
        artifactory.CreateGroup("readers-a");
        artifactory.Grant("readers-a", "docker-local", "team-a/**");
        using var api = new FakeArtifactoryApi(artifactory, "Bearer " + artifactory.CreateToken("pod", "applied-permissions/groups:readers-a").Value);

        var refused = await api.GetAsync("/v2/docker-local/team-b/app/manifests/v1");
        Assert.Equal((status, code), (refused.Status, refused.Code));
        Assert.Equal(status, (await api.GetAsync("/v2/docker-local/team-b/app/tags/list")).Status);
        Assert.Equal(404, (await api.GetAsync("/v2/docker-local/team-a/app/manifests/v2")).Status);
        var manifest = await api.JsonAsync("/v2/docker-local/team-a/app/manifests/v1");
        Assert.Equal(200, (await api.GetAsync("/v2/docker-local/team-a/app/blobs/" + (string)manifest["layers"]![0]!["digest"]!)).Status);
        Assert.Equal(status, (await api.GetAsync("/v2/docker-local/team-b/app/blobs/" + (string)manifest["layers"]![0]!["digest"]!)).Status);
        Assert.Equal(["team-a/app"], Names(await api.JsonAsync("/api/docker/docker-local/v2/_catalog"), "repositories"));
        Assert.Equal(hides ? 404 : 403, (await api.SendAsync("DELETE", "/v2/docker-local/team-a/app/manifests/v1")).Status);
    }

    private static IEnumerable<string> Names(JsonNode body, string field) => body[field]!.AsArray().Select(name => (string)name!);
}
