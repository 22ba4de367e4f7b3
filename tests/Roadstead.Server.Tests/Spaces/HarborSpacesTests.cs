using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Faults;
using Roadstead.Testing.Harbor;
using Roadstead.Testing.Harbor.Faults;
using Roadstead.Testing.Harbor.Robots;

namespace Roadstead.Server.Tests.Spaces;

/// <summary>Projects of a Harbor and spaces here are alike, whichever side changes them; with both releases that were measured.</summary>
public sealed class HarborSpacesTests
{
    public static TheoryData<string> Versions => ["2.9.5", "2.15.2"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Projects_are_spaces_both_ways(string version)
    {
        await using var lab = await Lab.StartAsync(version, harbor =>
        {
            harbor.CreateProject("123");
            harbor.CreateProject("a.b_c-d", isPublic: true, storageLimitBytes: 1 << 20);
            harbor.AddRepository("123/app", "v1");
        });

        var numeric = await lab.BecomesAsync("123", "ready");
        var dotted = await lab.BecomesAsync("a.b_c-d", "ready");
        Assert.Equal(("private", 1), ((string?)numeric["visibility"], (int)numeric["repositoryCount"]!));
        Assert.True((long)numeric["usedBytes"]! > 0);
        Assert.Equal(("public", 1L << 20), ((string?)dotted["visibility"], (long)dotted["quotaBytes"]!));
        Assert.Equal("public", (string?)(await lab.BecomesAsync("library", "ready"))["visibility"]);

        // From here.
        await lab.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/port/spaces", new { name = "team-a", visibility = "public", quotaBytes = 5 << 20 });
        var made = await lab.BecomesAsync("team-a", "ready");
        Assert.Equal((true, 5L << 20), (lab.Harbor.Projects.Single(project => project.Name == "team-a").IsPublic, lab.Harbor.Projects.Single(project => project.Name == "team-a").Quota.HardBytes));
        await lab.EditAsync(made, new { visibility = "private", quotaBytes = -1 });
        await lab.BecomesAsync("team-a", "ready");
        Assert.Equal((false, -1L), (lab.Harbor.Projects.Single(project => project.Name == "team-a").IsPublic, lab.Harbor.Projects.Single(project => project.Name == "team-a").Quota.HardBytes));
        await lab.EditAsync(numeric, new { visibility = "public" });
        await lab.BecomesAsync("123", "ready");
        Assert.True(lab.Harbor.Projects.Single(project => project.Name == "123").IsPublic);

        // From there.
        await lab.ThereAsync(HttpMethod.Put, "/projects/team-a", new { metadata = new Dictionary<string, string> { ["public"] = "true" } });
        await lab.BecomesAsync("team-a", space => (string?)space["visibility"] == "public");
        await lab.ThereAsync(HttpMethod.Post, "/projects", new { project_name = "made-there", metadata = new Dictionary<string, string> { ["public"] = "false" } });
        await lab.BecomesAsync("made-there", "ready");
        await lab.ThereAsync(HttpMethod.Delete, "/projects/made-there");
        await lab.GoesAsync("made-there");

        // Away.
        await lab.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/spaces/{made["id"]}");
        await lab.GoesAsync("team-a");
        Assert.DoesNotContain(lab.Harbor.Projects, project => project.Name == "team-a");
        await lab.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/spaces/{numeric["id"]}");
        await lab.BecomesAsync("123", "failing", "not-empty");
        Assert.Contains(lab.Harbor.Projects, project => project.Name == "123");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_project_that_is_deleted_and_made_anew_is_another_space(string version)
    {
        await using var lab = await Lab.StartAsync(version, harbor => harbor.CreateProject("team-a"));
        var old = await lab.BecomesAsync("team-a", "ready");
        await lab.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "blue" });
        await lab.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{old["id"]}/workspaces/blue");

        await lab.ThereAsync(HttpMethod.Delete, "/projects/team-a");
        await lab.BecomesAsync("team-a", "failing", "gone");
        await lab.ThereAsync(HttpMethod.Post, "/projects", new { project_name = "team-a" });

        var other = await lab.BecomesAsync("team-a", space => (string?)space["id"] != (string?)old["id"]);
        Assert.Empty(other["workspaces"]!.AsArray());
    }

    [Theory]
    [InlineData("Team-A")]
    [InlineData("team-a/b")]
    [InlineData("team--a")]
    [InlineData("team__a")]
    [InlineData("*")]
    public async Task A_name_that_Harbor_does_not_take_is_refused_before_it_is_asked(string name)
    {
        await using var lab = await Lab.StartAsync("2.15.2");

        await lab.Host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/registries/port/spaces", new { name, visibility = "private" }, HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.Equal(0, lab.Harbor.Count("POST /projects"));
    }

    [Fact]
    public async Task A_thousand_projects_come_in_whole()
    {
        await using var lab = await Lab.StartAsync("2.15.2", harbor =>
        {
            for (var i = 0; i < 1000; i++) harbor.CreateProject($"space-{i:000}");
        });

        await Eventually.TrueAsync(async () => (int)(await lab.Host.Admin.GetOkAsync("/api/v1/registries/port/spaces?limit=1"))["total"]! == 1001, "all are there", Cancelled, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_login_that_turned_wrong_takes_nothing_away_and_is_named()
    {
        await using var lab = await Lab.StartAsync("2.15.2", harbor => harbor.CreateProject("team-a"));
        var space = await lab.BecomesAsync("team-a", "ready");

        lab.Harbor.State.Users.Admin.Password = "another password of the port";
        await lab.EditAsync(space, new { visibility = "public" });

        await lab.BecomesAsync("team-a", "failing", "credentials-rejected");
        Assert.False(lab.Harbor.Projects.Single(project => project.Name == "team-a").IsPublic);
        await lab.Host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/registries/port", new { password = lab.Harbor.Admin.Password });
        await lab.BecomesAsync("team-a", "ready");
        Assert.True(lab.Harbor.Projects.Single(project => project.Name == "team-a").IsPublic);
    }

    [Fact]
    public async Task A_robot_that_lost_rights_sees_less_and_takes_nothing_away()
    {
        (string, string)[] ofProjects =
        [
            ("project", "read"), ("project", "update"), ("repository", "list"), ("repository", "read"), ("repository", "pull"), ("artifact", "list"), ("artifact", "read"), ("tag", "list"),
        ];
        RobotPermission system = new("system", "/", [("project", "list"), ("project", "create"), ("quota", "list"), ("quota", "update"), ("robot", "list"), ("robot", "read")]);
        await using var lab = await Lab.StartAsync(
            "2.15.2",
            harbor =>
            {
                harbor.CreateProject("team-a");
                harbor.CreateProject("team-b");
            },
            harbor => harbor.CreateRobot("roadstead", null, system, new RobotPermission("project", "*", ofProjects)));
        await lab.BecomesAsync("team-a", "ready");
        await lab.BecomesAsync("team-b", "ready");
        await lab.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/port/spaces", new { name = "made-by-robot", visibility = "private", quotaBytes = 1 << 20 });
        await lab.BecomesAsync("made-by-robot", "ready");
        Assert.Equal(1 << 20, lab.Harbor.Projects.Single(project => project.Name == "made-by-robot").Quota.HardBytes);
        await lab.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/port/check");
        await lab.Host.Admin.SendRefusedAsync(HttpMethod.Delete, $"/api/v1/spaces/{(await lab.FindAsync("team-a"))!["id"]}", null, HttpStatusCode.UnprocessableEntity, "capability-missing");

        lab.Harbor.Robots.Single().Permissions = [system, new RobotPermission("project", "team-b", ofProjects)];

        await lab.BecomesAsync("team-a", "failing", "unseen");
        await lab.BecomesAsync("team-b", "ready");
        lab.Harbor.Robots.Single().Permissions = [system, new RobotPermission("project", "*", ofProjects)];
        await lab.BecomesAsync("team-a", "ready");
    }

    [Fact]
    public async Task Answers_that_are_lost_or_broken_leave_nothing_half_done()
    {
        await using var lab = await Lab.StartAsync("2.15.2");
        await lab.BecomesAsync("library", "ready");
        using (lab.Harbor.Faults.Add(FaultKind.Reset, "GET /projects"))
        {
            await lab.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/port/spaces", new { name = "team-a", visibility = "private" });
            await lab.BecomesAsync("team-a", space => (string?)space["reason"] is not "creating");
            Assert.NotNull(await lab.FindAsync("library"));
        }

        using (lab.Harbor.Faults.Add(HarborFault.TooManyRequests(1), "POST /projects", times: 1))
            await lab.BecomesAsync("team-a", "ready");
        using (lab.Harbor.Faults.Add(FaultKind.BrokenJson, "GET /projects", times: 2))
            await lab.ThereAsync(HttpMethod.Put, "/projects/team-a", new { metadata = new Dictionary<string, string> { ["public"] = "true" } });
        await lab.BecomesAsync("team-a", space => (string?)space["visibility"] == "public");
        Assert.Single(lab.Harbor.Projects, project => project.Name == "team-a");
    }

    private sealed class Lab(FakeHarbor harbor, RoadsteadHost host) : IAsyncDisposable
    {
        public FakeHarbor Harbor => harbor;

        public RoadsteadHost Host => host;

        public static async Task<Lab> StartAsync(string version, Action<FakeHarbor>? before = null, Func<FakeHarbor, HarborCredentials>? login = null)
        {
            var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { Version = version, WithStorage = false, WrongPasswordDelay = TimeSpan.FromMilliseconds(50) });
            before?.Invoke(harbor);
            var credentials = login?.Invoke(harbor) ?? harbor.Admin;
            var host = await RoadsteadHost.StartAsync(new Dictionary<string, string?> { ["SpaceSync:Interval"] = "00:00:01", ["SpaceSync:RetryRefusedAfter"] = "00:00:01" });
            await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries", new { name = "port", type = "harbor", url = harbor.Url, username = credentials.Username, password = credentials.Password });
            return new Lab(harbor, host);
        }

        /// <summary>A call that somebody makes at Harbor itself.</summary>
        public async Task ThereAsync(HttpMethod method, string path, object? body = null)
        {
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(method, new Uri(harbor.Url, "/api/v2.0" + path)) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{harbor.Admin.Username}:{harbor.Admin.Password}")));
            using var response = await client.SendAsync(request, Cancelled);
            Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Cancelled)}");
        }

        public async Task<JsonNode?> FindAsync(string name) =>
            (await host.Admin.GetOkAsync($"/api/v1/registries/port/spaces?limit=500&q={name}"))["items"]!.AsArray().SingleOrDefault(space => (string?)space!["name"] == name);

        public Task<JsonNode> EditAsync(JsonNode space, object edit) => host.Admin.SendOkAsync(HttpMethod.Patch, $"/api/v1/spaces/{space["id"]}", edit);

        public async Task<JsonNode> BecomesAsync(string name, Func<JsonNode, bool> condition)
        {
            JsonNode? last = null;
            try
            {
                await Eventually.TrueAsync(async () => (last = await FindAsync(name)) is not null && condition(last), name, Cancelled);
            }
            catch (TimeoutException e)
            {
                throw new TimeoutException($"{e.Message} Last: {last?.ToJsonString()}");
            }

            return last!;
        }

        public Task<JsonNode> BecomesAsync(string name, string state, string? reason = null) =>
            BecomesAsync(name, space => (string?)space["state"] == state && (reason is null || (string?)space["reason"] == reason));

        public Task GoesAsync(string name) => Eventually.TrueAsync(async () => await FindAsync(name) is null, $"{name} is gone", Cancelled);

        public async ValueTask DisposeAsync()
        {
            await host.DisposeAsync();
            await harbor.DisposeAsync();
        }
    }
}
