using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>Users, groups and permission targets.</summary>
public sealed class FakeArtifactorySecurityTests
{
    private const string Target = """
        {"name":"ns-a-pull","repo":{"include-patterns":["team-a/**"],"exclude-patterns":[""],"repositories":["docker-local"],
         "actions":{"users":{"robot-a":["read"]},"groups":{"readers-a":["read"]}}}}
        """;

    [Fact]
    public async Task A_permission_target_opens_its_paths_and_no_others_and_can_be_replaced_in_one_call()
    {
        await using var artifactory = await StartAsync();
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        using var user = new FakeArtifactoryApi(artifactory, "Bearer " + artifactory.CreateToken("robot-a").Value);
        using var member = new FakeArtifactoryApi(artifactory, "Bearer " + artifactory.CreateToken("pod", "applied-permissions/groups:readers-a").Value);
        Assert.Equal(403, await PullAsync(user, "team-a"));

        Assert.Equal(201, (await admin.SendAsync("PUT", "/api/v2/security/permissions/ns-a-pull", Target)).Status);
        foreach (var api in new[] { user, member })
        {
            Assert.Equal(200, await PullAsync(api, "team-a"));
            Assert.Equal(403, await PullAsync(api, "team-ab"));
            Assert.Equal(403, await PullAsync(api, "team-b"));
        }

        Assert.Equal(200, (await admin.SendAsync("PUT", "/api/v2/security/permissions/ns-a-pull", Target.Replace("team-a/**", "team-b/**", StringComparison.Ordinal))).Status);
        Assert.Equal(403, await PullAsync(member, "team-a"));
        Assert.Equal(200, await PullAsync(member, "team-b"));
        var shown = await admin.JsonAsync("/api/v2/security/permissions/ns-a-pull");
        Assert.Equal("""{"include-patterns":["team-b/**"],"exclude-patterns":[""],"repositories":["docker-local"],"actions":{"users":{"robot-a":["read"]},"groups":{"readers-a":["read"]}}}""", shown["repo"]!.ToJsonString());

        Assert.Equal(200, (await admin.SendAsync("DELETE", "/api/v2/security/permissions/ns-a-pull")).Status);
        Assert.Equal(404, (await admin.GetAsync("/api/v2/security/permissions/ns-a-pull")).Status);
        Assert.Equal(403, await PullAsync(member, "team-b"));
    }

    [Theory]
    [InlineData("team-a/**", "", "team-a/app", true)]
    [InlineData("team-a/*/v1/*", "", "team-a/app", true)]
    [InlineData("team-?/**", "", "team-a/app", true)]
    [InlineData("**", "team-a/**", "team-a/app", false)]
    [InlineData("**", "team-a/app/v1/", "team-a/app", false)]
    [InlineData("team-a", "", "team-a/app", false)]
    [InlineData("*", "", "team-a/app", false)]
    [InlineData("**/app/**", "", "team-a/app", true)]
    public async Task Patterns_are_ants(string include, string exclude, string image, bool isOpen)
    {
        await using var artifactory = await StartAsync();
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        using var user = new FakeArtifactoryApi(artifactory, "Bearer " + artifactory.CreateToken("robot-a").Value);

        var target = Target.Replace("team-a/**", include, StringComparison.Ordinal).Replace("\"exclude-patterns\":[\"\"]", $"\"exclude-patterns\":[\"{exclude}\"]", StringComparison.Ordinal);
        Assert.Equal(201, (await admin.SendAsync("POST", "/api/v2/security/permissions/ns-a-pull", target)).Status);

        Assert.Equal(isOpen ? 200 : 403, (await user.GetAsync($"/v2/docker-local/{image}/manifests/v1")).Status);
    }

    [Fact]
    public async Task Creating_refuses_what_is_there_virtual_repositories_and_whom_it_does_not_know()
    {
        await using var artifactory = await StartAsync();
        artifactory.AddVirtual("docker", "docker-local");
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        Assert.Equal(201, (await admin.SendAsync("POST", "/api/v2/security/permissions/ns-a-pull", Target)).Status);
        Assert.Equal(409, (await admin.SendAsync("POST", "/api/v2/security/permissions/ns-a-pull", Target)).Status);
        var refused = await admin.SendAsync("PUT", "/api/v2/security/permissions/ns-a-pull", Target.Replace("docker-local", "docker", StringComparison.Ordinal));
        Assert.Equal((400, "Permission targets are not supported for Virtual repositories"), (refused.Status, refused.Message));
        foreach (var (name, other) in new[] { ("docker-local", "absent"), ("readers-a", "absent"), ("robot-a", "absent"), ("\"read\"", "\"look\"") })
        {
            Assert.Equal(400, (await admin.SendAsync("PUT", "/api/v2/security/permissions/ns-a-pull", Target.Replace(name, other, StringComparison.Ordinal))).Status);
        }

        Assert.Equal(["ns-a-pull"], (await admin.JsonAsync("/api/v2/security/permissions")).AsArray().Select(row => (string)row!["name"]!));
        Assert.Equal(["ns-a-pull"], (await admin.JsonAsync("/api/v2/security/permissions/groups/readers-a")).AsArray().Select(row => (string)row!["name"]!));
        Assert.Equal(["ns-a-pull"], (await admin.JsonAsync("/api/v2/security/permissions/users/robot-a")).AsArray().Select(row => (string)row!["name"]!));
        Assert.Equal(200, (await admin.SendAsync("PUT", "/api/v2/security/permissions/ns-a-pull", Target.Replace("\"docker-local\"", "\"ANY LOCAL\"", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task Targets_of_the_second_generation_came_with_6_6()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { Version = "6.5.2", WithStorage = false });
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        Assert.Equal(404, (await admin.GetAsync("/api/v2/security/permissions")).Status);
    }

    [Fact]
    public async Task Users_and_groups_are_made_by_the_old_api()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { Version = "6.23.13", WithStorage = false });
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        Assert.Equal(201, (await admin.SendAsync("PUT", "/api/security/groups/readers-a", """{"description":"read"}""")).Status);
        Assert.Equal(201, (await admin.SendAsync("PUT", "/api/security/users/robot-a", """{"name":"robot-a","email":"a@example.com","password":"Passw0rd-1","admin":false,"groups":["readers-a"],"profileUpdatable":false,"disableUIAccess":true,"internalPasswordDisabled":false}""")).Status);
        var user = await admin.JsonAsync("/api/security/users/robot-a");
        Assert.Equal((false, true), ((bool)user["admin"]!, (bool)user["disableUIAccess"]!));
        Assert.Equal(["readers-a"], user["groups"]!.AsArray().Select(group => (string)group!));
        Assert.Equal(["robot-a"], (await admin.JsonAsync("/api/security/groups/readers-a?includeUsers=true"))["userNames"]!.AsArray().Select(name => (string)name!));
        Assert.Null((await admin.JsonAsync("/api/security/groups/readers-a"))["userNames"]);
        using var robot = new FakeArtifactoryApi(artifactory, new ArtifactoryCredentials("robot-a", "Passw0rd-1").Basic);
        Assert.Equal(200, (await robot.GetAsync("/api/repositories")).Status);
        Assert.Equal(403, (await robot.GetAsync("/api/security/users/robot-a")).Status);
        Assert.Equal(400, (await admin.SendAsync("POST", "/api/security/users/robot-a", """{"groups":["absent"]}""")).Status);
        Assert.Equal(200, (await admin.SendAsync("DELETE", "/api/security/groups/readers-a")).Status);
        Assert.Empty((await admin.JsonAsync("/api/security/users/robot-a"))["groups"]!.AsArray());
        Assert.Equal(200, (await admin.SendAsync("DELETE", "/api/security/users/robot-a")).Status);
        Assert.Equal(404, (await admin.GetAsync("/api/security/users/robot-a")).Status);
    }

    [Fact]
    public async Task Users_and_groups_are_made_by_the_access_service()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        Assert.Equal(201, (await admin.SendAsync("POST", "/access/api/v2/groups", """{"name":"bosses","admin_privileges":true}""")).Status);
        Assert.Equal(409, (await admin.SendAsync("POST", "/access/api/v2/groups", """{"name":"bosses"}""")).Status);
        Assert.Equal(201, (await admin.SendAsync("POST", "/access/api/v2/users", """{"username":"dev","email":"dev@example.com","password":"Passw0rd-1"}""")).Status);
        Assert.Equal(409, (await admin.SendAsync("POST", "/access/api/v2/users", """{"username":"dev","email":"dev@example.com","password":"Passw0rd-1"}""")).Status);
        Assert.Equal(["readers"], (await admin.JsonAsync("/access/api/v2/users/dev"))["groups"]!.AsArray().Select(group => (string)group!));
        Assert.Equal(200, (await admin.SendAsync("PATCH", "/access/api/v2/users/dev/groups", """{"add":["bosses"],"remove":["readers"]}""")).Status);

        // An admin by his group is one all the same.
        var dev = await admin.JsonAsync("/access/api/v2/users/dev");
        Assert.Equal((false, true), ((bool)dev["admin"]!, (bool)dev["effective_admin"]!));
        using var user = new FakeArtifactoryApi(artifactory, new ArtifactoryCredentials("dev", "Passw0rd-1").Basic);
        Assert.Equal(200, (await user.GetAsync("/api/storageinfo")).Status);
        Assert.Equal(200, (await admin.SendAsync("PATCH", "/access/api/v2/groups/bosses/members", """{"remove":["dev"]}""")).Status);
        Assert.Equal(403, (await user.GetAsync("/api/storageinfo")).Status);
        Assert.Equal(204, (await admin.SendAsync("DELETE", "/access/api/v2/groups/bosses")).Status);
        Assert.Equal(204, (await admin.SendAsync("DELETE", "/access/api/v2/users/dev")).Status);
        Assert.Equal(404, (await admin.GetAsync("/access/api/v2/users/dev")).Status);
    }

    [Theory]
    [InlineData("7.49.2", 404, false)]
    [InlineData("7.49.3", 200, false)]
    [InlineData("7.66.0", 200, true)]
    public async Task The_access_service_knows_users_since_7_49_3_and_effective_admins_since_7_66(string version, int status, bool isNamed)
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { Version = version, WithStorage = false });
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        var reply = await admin.GetAsync("/access/api/v2/users/admin");

        Assert.Equal(status, reply.Status);
        Assert.Equal(isNamed, reply.Text.Contains("effective_admin", StringComparison.Ordinal));
    }

    private static async Task<FakeArtifactory> StartAsync()
    {
        var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        artifactory.CreateUser("robot-a");
        artifactory.CreateGroup("readers-a");
        foreach (var team in new[] { "team-a", "team-ab", "team-b" })
        {
            artifactory.AddRepository($"docker-local/{team}/app", "v1");
        }

        return artifactory;
    }

    private static async Task<int> PullAsync(FakeArtifactoryApi api, string team) => (await api.GetAsync($"/v2/docker-local/{team}/app/manifests/v1")).Status;
}
