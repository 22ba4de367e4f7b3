using System.Text.Json.Nodes;
using Roadstead.Testing;
using Roadstead.Testing.Harbor;
using Roadstead.Testing.Harbor.Robots;

namespace Roadstead.Registries.Tests.Harbor;

/// <summary>The fake Harbor where recorded exchanges do not reach: real clients, real time, its switches.</summary>
public sealed class FakeHarborTests
{
    private static readonly RobotPermission[] Pull = [new("project", "alpha", [("repository", "pull")])];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static FakeHarborSettings Quick(string version) => new() { Version = version, WrongPasswordDelay = TimeSpan.FromMilliseconds(20) };

    [Theory]
    [InlineData("2.9.5")]
    [InlineData("2.15.2")]
    public async Task A_robot_pulls_from_its_own_project_with_a_real_client_and_from_no_other(string version)
    {
        await using var harbor = await FakeHarbor.StartAsync(Quick(version));
        using var skopeo = new SkopeoClient();
        await harbor.PushAsync("alpha/team/app", "v1", cancellationToken: Cancel);
        await harbor.PushAsync("beta/app", "v1", cancellationToken: Cancel);
        var robot = harbor.CreateRobot("puller", "alpha", Pull);
        var auth = new JsonObject { ["auths"] = new JsonObject { [harbor.Host] = new JsonObject { ["auth"] = robot.Basic[6..] } } }.ToJsonString();

        var own = await skopeo.PullAsync($"{harbor.Host}/alpha/team/app:v1", auth, Cancel);
        Assert.True(own.IsPulled, own.Output);
        Assert.False((await skopeo.PullAsync($"{harbor.Host}/beta/app:v1", auth, Cancel)).IsPulled);
        Assert.False((await skopeo.PullAsync($"{harbor.Host}/alpha/team/app:v1", null, Cancel)).IsPulled);

        harbor.Robots.Single().IsDisabled = true;
        Assert.False((await skopeo.PullAsync($"{harbor.Host}/alpha/team/app:v1", auth, Cancel)).IsPulled);
        Assert.Equal("robot$alpha+puller", robot.Username);
    }

    [Fact]
    public async Task A_push_shows_at_once_in_repositories_artifacts_quota_and_statistics()
    {
        await using var harbor = await FakeHarbor.StartAsync();
        using var images = harbor.Images();
        harbor.CreateProject("alpha");
        var index = await images.PushIndexAsync("alpha/team/app", "multi", [new TestImage(), new TestImage { Architecture = "arm64", Layers = ["arm"] }], cancellationToken: Cancel);
        using var api = new HarborApi(harbor, harbor.Admin);

        var repository = await api.GetAsync("/projects/alpha/repositories/team%252Fapp");
        Assert.Equal(1, (int)repository["artifact_count"]!);
        var artifact = (await api.GetAsync("/projects/alpha/repositories/team%252Fapp/artifacts"))[0]!;
        Assert.Equal(index.Digest, (string)artifact["digest"]!);
        Assert.Equal(index.TotalBytes, (long)artifact["size"]!);
        Assert.Equal(["amd64", "arm64"], artifact["references"]!.AsArray().Select(child => (string)child!["platform"]!["architecture"]!));
        Assert.Equal(index.TotalBytes, (long)(await api.GetAsync("/projects/alpha/summary"))["quota"]!["used"]!["storage"]!);
        Assert.Equal(index.TotalBytes, (long)(await api.GetAsync("/statistics"))["total_storage_consumption"]!);
        Assert.Equal(412, await api.StatusAsync("DELETE", $"/projects/alpha/repositories/team%252Fapp/artifacts/{index.Children[0]}"));
        Assert.Equal(404, await api.StatusAsync("GET", "/projects/alpha/repositories/team%2Fapp"));

        Assert.Equal(200, await api.StatusAsync("DELETE", "/projects/alpha/repositories/team%252Fapp/artifacts/multi"));
        Assert.Equal(404, await api.StatusAsync("GET", $"/projects/alpha/repositories/team%252Fapp/artifacts/{index.Children[0]}"));
        Assert.Equal(0, (long)(await api.GetAsync("/projects/alpha/summary"))["quota"]!["used"]!["storage"]!);
    }

    [Fact]
    public async Task A_wrong_password_makes_anonymous_and_freezes_the_name_for_a_while()
    {
        var time = new ManualTime();
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { Time = time, WithStorage = false });
        var user = harbor.CreateUser("dev");
        using var right = new HarborApi(harbor, user);
        using var wrong = new HarborApi(harbor, user with { Password = "Wrong12345" });
        using var robot = new HarborApi(harbor, harbor.CreateRobot("all", null, new RobotPermission("project", "*", [("repository", "pull")])));

        var waiting = wrong.SendAsync("GET", "/projects");
        await Eventually.TrueAsync(() => time.Pending.Count == 1, "the wrong password waits", Cancel);
        Assert.Equal(401, await right.StatusAsync("GET", "/users/current"));
        Assert.Equal(412, await robot.StatusAsync("GET", "/users/current"));

        time.Advance(TimeSpan.FromSeconds(1.5));
        var (status, projects, _) = await waiting;
        Assert.Equal(200, status);
        Assert.Equal("library", (string)projects!.AsArray().Single()!["name"]!);
        Assert.Equal(200, await right.StatusAsync("GET", "/users/current"));
    }

    [Fact]
    public async Task Whoever_keeps_the_session_cookie_needs_a_token_for_each_change()
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false });
        using var api = new HarborApi(harbor, harbor.Admin);
        var (_, _, first) = await api.SendAsync("GET", "/projects");
        var sid = first.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        var (refused, body, second) = await api.SendAsync("POST", "/projects", new JsonObject { ["project_name"] = "alpha" }, ("Cookie", sid));
        Assert.Equal(403, refused);
        Assert.Equal("CSRF token not found in request", (string)body!["errors"]![0]!["message"]!);
        var secret = second.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var token = second.Headers.GetValues("X-Harbor-Csrf-Token").Single();
        Assert.Equal(201, await api.StatusAsync("POST", "/projects", new JsonObject { ["project_name"] = "alpha" }, ("Cookie", $"{sid}; {secret}"), ("X-Harbor-Csrf-Token", token)));
        Assert.Equal(201, await api.StatusAsync("POST", "/projects", new JsonObject { ["project_name"] = "beta" }));
    }

    [Fact]
    public async Task Images_put_into_the_state_can_be_pulled_without_a_storage()
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false });
        harbor.AddRepository("alpha/app", "v1", "v2");
        var robot = harbor.CreateRobot("puller", "alpha", Pull);
        using var skopeo = new SkopeoClient();
        var auth = new JsonObject { ["auths"] = new JsonObject { [harbor.Host] = new JsonObject { ["auth"] = robot.Basic[6..] } } }.ToJsonString();

        var pulled = await skopeo.PullAsync($"{harbor.Host}/alpha/app:v1", auth, Cancel);

        Assert.True(pulled.IsPulled, pulled.Output);
        Assert.Equal(2, harbor.Count("GET /service/token") + harbor.Count("GET /v2/{name}/manifests/{reference}"));
        Assert.Equal(1, harbor.Projects.Single(project => project.Name == "alpha").Repositories.Single().PullCount);
    }

    [Fact]
    public async Task Up_to_2_9_a_system_permission_takes_a_robot_its_projects_away()
    {
        foreach (var (version, status) in new[] { ("2.9.5", 403), ("2.10.0", 200) })
        {
            await using var harbor = await FakeHarbor.StartAsync(Quick(version) with { WithStorage = false });
            harbor.CreateProject("alpha");
            using var robot = new HarborApi(harbor, harbor.CreateRobot("both", null, new RobotPermission("system", "/", [("project", "create")]), new RobotPermission("project", "*", [("project", "read")])));
            Assert.Equal(status, await robot.StatusAsync("GET", "/projects/alpha"));
        }
    }
}
