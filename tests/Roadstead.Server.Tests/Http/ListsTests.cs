using System.Net;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Http;

public sealed class ListsTests(SharedRoadsteadHost shared) : IClassFixture<SharedRoadsteadHost>
{
    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition_while_rows_come_and_go()
    {
        await using var host = await RoadsteadHost.StartAsync();
        var names = Enumerable.Range(10, 23).Select(i => $"team-{i}").ToArray();
        foreach (var name in names) await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name });

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await host.Admin.GetOkAsync($"/api/v1/workspaces?limit=5&cursor={cursor}");
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["name"]!));
            cursor = (string?)page["nextCursor"];
            if (seen.Count == 5)
            {
                await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "a-new-one" });
                await host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/workspaces/{names[0]}");
            }
        }
        while (cursor is not null);

        Assert.Equal(names, seen);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("cursor=%7B%7D", "cursor")]
    [InlineData("sort=password", "sort")]
    public async Task List_ParameterThatDoesNotFit_NamesIt(string query, string field)
    {
        var host = shared.Host;

        var problem = await host.Admin.SendRefusedAsync(HttpMethod.Get, $"/api/v1/workspaces?{query}", null, HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.NotNull(problem["errors"]![field]);
    }

    [Fact]
    public async Task Search_is_for_text_not_for_patterns()
    {
        await using var host = await RoadsteadHost.StartAsync();
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "blue" });

        Assert.Equal(1, (int)(await host.Admin.GetOkAsync("/api/v1/workspaces?q=lu"))["total"]!);
        Assert.Equal(0, (int)(await host.Admin.GetOkAsync("/api/v1/workspaces?q=%25"))["total"]!);
        Assert.Equal(0, (int)(await host.Admin.GetOkAsync("/api/v1/workspaces?q=b_ue"))["total"]!);
        await host.Admin.SendRefusedAsync(HttpMethod.Get, "/api/v1/workspaces?q=%00", null, HttpStatusCode.UnprocessableEntity, "validation-failed");
    }

    [Theory]
    [InlineData("workspaces?q=BLUE")]
    [InlineData("workspaces?q=the%20B")]
    [InlineData("workspaces/blue/members?q=ADMIN")]
    [InlineData("workspaces/blue/namespaces?q=Dev")]
    [InlineData("clusters?q=LAB")]
    [InlineData("clusters/lab/namespaces?q=DEV")]
    [InlineData("users?q=Admin")]
    [InlineData("tokens?q=TEST")]
    [InlineData("audit?q=WORKSPACE.CREATE")]
    public async Task Search_knows_no_case(string list)
    {
        var host = shared.Host;
        await FillAsync(host);

        Assert.Equal(1, (int)(await host.Admin.GetOkAsync($"/api/v1/{list}"))["total"]!);
    }

    // Once for all searches: the first of them fills the server that they share.
    private static async Task FillAsync(RoadsteadHost host)
    {
        if ((int)(await host.Admin.GetOkAsync("/api/v1/workspaces"))["total"]! > 0) return;
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "blue", displayName = "The blues" });
        await host.Admin.SendOkAsync(HttpMethod.Put, "/api/v1/workspaces/blue/members/admin", new { role = "admin" });
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "lab", kind = "standalone" });
        await host.Admin.SendOkAsync(HttpMethod.Put, "/api/v1/workspaces/blue/namespaces/lab/dev");
    }
}
