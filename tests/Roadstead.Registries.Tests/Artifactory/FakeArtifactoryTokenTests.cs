using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>Access tokens: made, listed, renewed and revoked.</summary>
public sealed class FakeArtifactoryTokenTests
{
    private const string Tokens = "/access/api/v1/tokens";
    private const string Form = "application/x-www-form-urlencoded";
    private static readonly FakeArtifactorySettings Bare = new() { WithStorage = false };

    [Fact]
    public async Task A_token_of_a_group_is_made_for_a_user_that_nobody_knows_and_can_be_revoked()
    {
        await using var artifactory = await StartAsync(Bare);
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        var made = await admin.SendAsync("POST", Tokens, """{"username":"roadstead-1","scope":"applied-permissions/groups:readers-a","expires_in":86400,"refreshable":true,"include_reference_token":true,"audience":"jfrt@*","description":"pull"}""");

        Assert.Equal(200, made.Status);
        Assert.Equal(["token_id", "access_token", "scope", "token_type", "expires_in", "refresh_token", "reference_token"], made.Json.AsObject().Select(field => field.Key));
        Assert.Equal(("Bearer", 86400), ((string)made.Json["token_type"]!, (int)made.Json["expires_in"]!));
        var (id, token) = ((string)made.Json["token_id"]!, (string)made.Json["access_token"]!);
        var claims = Claims(token);
        Assert.Equal("applied-permissions/groups:readers-a", (string)claims["scp"]!);
        Assert.Equal(artifactory.State.ServiceId + "/users/roadstead-1", (string)claims["sub"]!);
        foreach (var value in new[] { token, (string)made.Json["reference_token"]! })
        {
            using var pod = new FakeArtifactoryApi(artifactory, new ArtifactoryCredentials("roadstead-1", value).Basic);
            Assert.Equal(200, (await pod.GetAsync("/v2/docker-local/app/manifests/v1")).Status);
        }

        Assert.Contains(id, (await admin.JsonAsync(Tokens))["tokens"]!.AsArray().Select(each => (string)each!["token_id"]!));
        Assert.Equal("pull", (string)(await admin.JsonAsync($"{Tokens}/{id}"))["description"]!);
        Assert.Equal(200, (await admin.SendAsync("DELETE", $"{Tokens}/{id}")).Status);
        Assert.Equal(404, (await admin.SendAsync("DELETE", $"{Tokens}/{id}")).Status);
        Assert.Empty(artifactory.Tokens);
        using var revoked = new FakeArtifactoryApi(artifactory, "Bearer " + token);
        Assert.Equal(401, (await revoked.GetAsync("/v2/docker-local/app/manifests/v1")).Status);
    }

    [Theory]
    [InlineData(10_799, false)]
    [InlineData(10_800, true)]
    public async Task What_lives_shorter_than_three_hours_is_neither_listed_nor_revocable(int seconds, bool isStored)
    {
        var time = new ManualTime();
        await using var artifactory = await StartAsync(Bare with { Time = time });
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        var made = (await admin.SendAsync("POST", Tokens, $"username=pod&scope=applied-permissions/groups:readers-a&expires_in={seconds}", Form)).Json;

        Assert.Equal(isStored ? 1 : 0, (await admin.JsonAsync(Tokens))["tokens"]!.AsArray().Count);
        Assert.Equal(isStored ? 200 : 404, (await admin.SendAsync("DELETE", $"{Tokens}/{(string)made["token_id"]!}")).Status);
        using var pod = new FakeArtifactoryApi(artifactory, "Bearer " + (string)made["access_token"]!);
        Assert.Equal(isStored ? 401 : 200, (await pod.GetAsync("/v2/docker-local/app/manifests/v1")).Status);
        time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(401, (await pod.GetAsync("/v2/docker-local/app/manifests/v1")).Status);
    }

    [Fact]
    public async Task A_refresh_makes_a_new_token_and_ends_the_old_one()
    {
        await using var artifactory = await StartAsync(Bare);
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        using var nobody = new FakeArtifactoryApi(artifactory);
        var old = (await admin.SendAsync("POST", Tokens, "username=pod&scope=applied-permissions/groups:readers-a&expires_in=86400&refreshable=true", Form)).Json;
        var both = $"grant_type=refresh_token&refresh_token={(string)old["refresh_token"]!}&access_token={(string)old["access_token"]!}";

        var renewed = await nobody.SendAsync("POST", Tokens, both, Form);

        Assert.Equal(200, renewed.Status);
        Assert.NotEqual((string)old["token_id"]!, (string)renewed.Json["token_id"]!);
        using var before = new FakeArtifactoryApi(artifactory, "Bearer " + (string)old["access_token"]!);
        using var after = new FakeArtifactoryApi(artifactory, "Bearer " + (string)renewed.Json["access_token"]!);
        Assert.Equal(401, (await before.GetAsync("/v2/docker-local/app/manifests/v1")).Status);
        Assert.Equal(200, (await after.GetAsync("/v2/docker-local/app/manifests/v1")).Status);
        Assert.Equal(400, (await nobody.SendAsync("POST", Tokens, both, Form)).Status);
    }

    [Fact]
    public async Task Who_is_no_admin_makes_tokens_for_himself_and_his_groups_alone()
    {
        await using var artifactory = await StartAsync(Bare);
        using var user = new FakeArtifactoryApi(artifactory, artifactory.CreateUser("dev", false, "devs").Basic);
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        foreach (var (fields, status) in new[]
        {
            ("scope=applied-permissions/user", 200),
            ("scope=applied-permissions/groups:devs", 200),
            ("scope=applied-permissions/groups:devs,readers-a", 403),
            ("scope=applied-permissions/admin", 403),
            ("username=other", 403),
            ("expires_in=0", 403),
            ("scope=nonsense", 400),
            ("scope=" + new string('a', 501), 400),
            ("username=" + new string('a', 256), 400),
            ("description=" + new string('a', 1025), 400),
            ("grant_type=password", 400),
        })
        {
            Assert.Equal(status, (await user.SendAsync("POST", Tokens, fields, Form)).Status);
        }

        var forever = await admin.SendAsync("POST", Tokens, "expires_in=0", Form);
        Assert.Equal(200, forever.Status);
        Assert.Null(forever.Json["expires_in"]);
    }

    [Fact]
    public async Task A_token_may_be_of_one_artifact_and_read_nothing_else()
    {
        await using var artifactory = await StartAsync(Bare);
        artifactory.AddRepository("docker-local/team-a/app", "v1");
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        var token = (await admin.SendAsync("POST", Tokens, "username=pod&scope=artifact:docker-local/team-a/**:r", Form)).Json;
        using var pod = new FakeArtifactoryApi(artifactory, "Bearer " + (string)token["access_token"]!);

        Assert.Equal(200, (await pod.GetAsync("/v2/docker-local/team-a/app/manifests/v1")).Status);
        Assert.Equal(403, (await pod.GetAsync("/v2/docker-local/app/manifests/v1")).Status);
        Assert.Equal(403, (await pod.SendAsync("DELETE", "/v2/docker-local/team-a/app/manifests/v1")).Status);
    }

    [Fact]
    public async Task Passwords_may_be_refused_where_tokens_are_made()
    {
        await using var artifactory = await StartAsync(Bare with { TokensByBasic = false });
        using var password = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        using var bearer = new FakeArtifactoryApi(artifactory, "Bearer " + artifactory.CreateToken("admin", "applied-permissions/admin").Value);

        Assert.Equal(401, (await password.SendAsync("POST", Tokens, "", Form)).Status);
        Assert.Equal(200, (await bearer.SendAsync("POST", Tokens, "", Form)).Status);
    }

    [Theory]
    [InlineData("6.23.13", false, 404)]
    [InlineData("7.20.0", false, 404)]
    [InlineData("7.90.5", true, 404)]
    [InlineData("7.21.0", false, 200)]
    public async Task The_old_endpoint_is_always_there_and_the_new_one_since_7_21(string version, bool oldOnly, int status)
    {
        await using var artifactory = await StartAsync(Bare with { Version = version, OldTokenEndpointOnly = oldOnly });
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        Assert.Equal(status, (await admin.SendAsync("POST", Tokens, "", Form)).Status);
        var made = await admin.SendAsync("POST", "/api/security/token", "username=pod&scope=member-of-groups:\"readers-a\"&expires_in=86400", Form);
        Assert.Equal(["scope", "access_token", "token_type", "expires_in"], made.Json.AsObject().Select(field => field.Key));
        var token = (string)made.Json["access_token"]!;
        using var pod = new FakeArtifactoryApi(artifactory, new ArtifactoryCredentials("pod", token).Basic);
        Assert.Equal(200, (await pod.GetAsync("/v2/docker-local/app/manifests/v1")).Status);

        var revoked = await admin.SendAsync("POST", "/api/security/token/revoke", "token=" + token, Form);
        Assert.Equal((200, "Token revoked"), (revoked.Status, revoked.Text));
        Assert.Equal(401, (await pod.GetAsync("/v2/docker-local/app/manifests/v1")).Status);
        Assert.Equal(400, (await admin.SendAsync("POST", "/api/security/token", "username=absent", Form)).Status);
    }

    [Fact]
    public async Task A_token_of_the_docker_api_outlives_the_access_token_that_it_was_made_with()
    {
        var time = new ManualTime();
        await using var artifactory = await StartAsync(Bare with { Time = time });
        var token = artifactory.CreateToken("pod", "applied-permissions/groups:readers-a");
        using var pod = new FakeArtifactoryApi(artifactory, new ArtifactoryCredentials("pod", token).Basic);
        using var docker = new FakeArtifactoryApi(artifactory, "Bearer " + (string)(await pod.JsonAsync("/api/docker/docker-local/v2/token"))["token"]!);

        artifactory.RevokeToken(token);

        Assert.Equal(401, (await pod.GetAsync("/api/docker/docker-local/v2/token")).Status);
        Assert.Equal(200, (await docker.GetAsync("/v2/docker-local/app/manifests/v1")).Status);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(401, (await docker.GetAsync("/v2/docker-local/app/manifests/v1")).Status);
    }

    [Fact]
    public async Task The_services_beside_artifactory_may_take_bearer_tokens_alone()
    {
        await using var artifactory = await StartAsync(Bare with { ServicesTakeBasic = false });
        var token = artifactory.CreateToken("admin", "applied-permissions/admin");
        using var password = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        using var asPassword = new FakeArtifactoryApi(artifactory, new ArtifactoryCredentials("admin", token).Basic);
        using var bearer = new FakeArtifactoryApi(artifactory, "Bearer " + token.Value);

        foreach (var path in new[] { Tokens, "/access/api/v2/users/admin", "/event/api/v1/subscriptions" })
        {
            foreach (var basic in new[] { password, asPassword })
            {
                var refused = await basic.GetAsync(path);
                Assert.Equal((401, """{"errors":[{"code":"UNAUTHORIZED","message":"HTTP 401 Unauthorized"}]}""", null), (refused.Status, refused.Text, refused.Header("WWW-Authenticate")));
            }

            Assert.Equal(200, (await bearer.GetAsync(path)).Status);
        }

        // Tokens alone are made with a password.
        Assert.Equal(200, (await password.SendAsync("POST", Tokens, "", Form)).Status);
        Assert.Equal(200, (await password.GetAsync("/api/storageinfo")).Status);
        Assert.Equal(200, (await asPassword.GetAsync("/api/storageinfo")).Status);
    }

    [Fact]
    public async Task Tokens_of_the_old_api_are_for_artifactory_alone_unless_they_were_made_for_all()
    {
        await using var artifactory = await StartAsync(Bare);
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        foreach (var (audience, status) in new[] { ("", 401), ("&audience=jfrt@*", 401), ("&audience=*@*", 200) })
        {
            var made = await admin.SendAsync("POST", "/api/security/token", "username=admin&scope=api:*" + audience, Form);
            using var api = new FakeArtifactoryApi(artifactory, "Bearer " + (string)made.Json["access_token"]!);
            Assert.Equal(200, (await api.GetAsync("/api/storageinfo")).Status);
            Assert.Equal(status, (await api.GetAsync("/access/api/v2/users/admin")).Status);
        }
    }

    private static async Task<FakeArtifactory> StartAsync(FakeArtifactorySettings settings)
    {
        var artifactory = await FakeArtifactory.StartAsync(settings);
        artifactory.AddRepository("docker-local/app", "v1");
        artifactory.CreateGroup("readers-a");
        artifactory.Grant("readers-a", "docker-local");
        return artifactory;
    }

    private static JsonNode Claims(string token) => JsonNode.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.Split('.')[1])))!;
}
