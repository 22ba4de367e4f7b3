using System.Net;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Workspaces;

public sealed class WorkspacesTests(SharedRoadsteadHost shared) : IClassFixture<SharedRoadsteadHost>
{
    [Fact]
    public async Task A_workspace_is_made_renamed_and_deleted()
    {
        await using var host = await RoadsteadHost.StartAsync();

        var made = await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "blue", displayName = "The blue team" });
        Assert.Equal("The blue team", (string?)made["displayName"]);
        Assert.Equal("Blue", (string?)(await host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/workspaces/blue", new { displayName = "Blue" }))["displayName"]);
        await host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "blue" }, HttpStatusCode.Conflict, "name-taken");

        Assert.Equal(HttpStatusCode.NoContent, (await host.Admin.SendAsync(HttpMethod.Delete, "/api/v1/workspaces/blue")).Status);
        await host.Admin.SendRefusedAsync(HttpMethod.Get, "/api/v1/workspaces/blue", null, HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_workspace_with_a_namespace_is_in_use()
    {
        await using var host = await RoadsteadHost.StartAsync();
        await LabAsync(host, "blue");
        await host.Admin.SendOkAsync(HttpMethod.Put, "/api/v1/workspaces/blue/namespaces/lab/dev");

        await host.Admin.SendRefusedAsync(HttpMethod.Delete, "/api/v1/workspaces/blue", null, HttpStatusCode.Conflict, "workspace-in-use");
        await host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/workspaces/blue/namespaces/lab/dev");
        await host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/workspaces/blue");
    }

    [Fact]
    public async Task A_namespace_is_in_one_workspace_at_a_time()
    {
        await using var host = await RoadsteadHost.StartAsync();
        await LabAsync(host, "blue", "red");
        await host.Admin.SendOkAsync(HttpMethod.Put, "/api/v1/workspaces/blue/namespaces/lab/dev");
        var again = await host.Admin.SendOkAsync(HttpMethod.Put, "/api/v1/workspaces/blue/namespaces/lab/dev");
        Assert.Equal("ready", (string?)again["pullSecret"]!["state"]);

        await host.Admin.SendRefusedAsync(HttpMethod.Put, "/api/v1/workspaces/red/namespaces/lab/dev", null, HttpStatusCode.Conflict, "namespace-in-other-workspace");
        await host.Admin.SendRefusedAsync(HttpMethod.Put, "/api/v1/workspaces/red/namespaces/nowhere/dev", null, HttpStatusCode.NotFound, "not-found");
        await host.Admin.SendRefusedAsync(HttpMethod.Put, "/api/v1/workspaces/red/namespaces/lab/Dev", null, HttpStatusCode.UnprocessableEntity, "validation-failed");
        await host.Admin.SendRefusedAsync(HttpMethod.Delete, "/api/v1/workspaces/red/namespaces/lab/dev", null, HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Puts_of_one_namespace_or_member_that_meet_each_other_all_succeed()
    {
        await using var host = await RoadsteadHost.StartAsync();
        await LabAsync(host, "blue");

        for (var round = 0; round < 5; round++)
        {
            foreach (var (path, body) in new (string, object?)[] { ("namespaces/lab/dev", null), ("members/admin", new { role = "viewer" }) })
            {
                var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.Admin.SendAsync(HttpMethod.Put, $"/api/v1/workspaces/blue/{path}", body)));
                Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
                await host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/workspaces/blue/{path}");
            }
        }
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("  ")]
    public async Task Create_DisplayNameThatNobodyCouldRead_IsRefused(string displayName)
    {
        var host = shared.Host;

        await host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "blue", displayName }, HttpStatusCode.UnprocessableEntity, "validation-failed");
    }

    [Fact]
    public async Task Of_many_who_put_one_namespace_into_different_workspaces_one_wins()
    {
        await using var host = await RoadsteadHost.StartAsync();
        var names = Enumerable.Range(1, 8).Select(i => $"team-{i}").ToArray();
        await LabAsync(host, names);

        var answers = await Task.WhenAll(names.Select(name => host.Admin.SendAsync(HttpMethod.Put, $"/api/v1/workspaces/{name}/namespaces/lab/dev")));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Equal("namespace-in-other-workspace", (string?)answer.Body!["code"]));
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_with_the_call_that_takes_it()
    {
        await using var host = await RoadsteadHost.StartAsync();
        await LabAsync(host, "blue");
        var anna = await host.UserAsync("anna", "blue", "admin");
        await anna.SendOkAsync(HttpMethod.Patch, "/api/v1/workspaces/blue", new { displayName = "Anna's" });

        await host.Admin.SendOkAsync(HttpMethod.Put, "/api/v1/workspaces/blue/members/anna", new { role = "viewer" });
        await anna.SendRefusedAsync(HttpMethod.Patch, "/api/v1/workspaces/blue", new { displayName = "x" }, HttpStatusCode.Forbidden, "forbidden");

        await host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/workspaces/blue/members/anna");
        await anna.SendRefusedAsync(HttpMethod.Get, "/api/v1/workspaces/blue", null, HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, (int)(await anna.GetOkAsync("/api/v1/workspaces"))["total"]!);
    }

    [Fact]
    public async Task A_member_that_does_not_exist_is_named()
    {
        await using var host = await RoadsteadHost.StartAsync();
        await LabAsync(host, "blue");

        await host.Admin.SendRefusedAsync(HttpMethod.Put, "/api/v1/workspaces/blue/members/nobody", new { role = "viewer" }, HttpStatusCode.NotFound, "not-found");
        await host.Admin.SendRefusedAsync(HttpMethod.Put, "/api/v1/workspaces/blue/members/admin", new { }, HttpStatusCode.UnprocessableEntity, "validation-failed");
        await host.Admin.SendRefusedAsync(HttpMethod.Put, "/api/v1/workspaces/blue/members/admin", new { role = "owner" }, HttpStatusCode.UnprocessableEntity, "validation-failed");
    }

    private static async Task LabAsync(RoadsteadHost host, params string[] workspaces)
    {
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "lab", kind = "standalone" });
        foreach (var name in workspaces) await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name });
    }
}
