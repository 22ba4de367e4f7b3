using System.Net;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Audit;

public sealed class AuditTests(SharedRoadsteadHost shared) : IClassFixture<SharedRoadsteadHost>
{
    private readonly RoadsteadHost host = shared.Host;

    [Fact]
    public async Task List_AfterChanges_TellsWhoWhatWhenAndFromWhere_NewestFirst()
    {
        using var ada = await host.UserAsync("ada", platformRole: "admin");
        await ada.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "audited" });
        await ada.SendOkAsync(HttpMethod.Delete, "/api/v1/workspaces/audited");

        var items = (await host.Admin.GetOkAsync("/api/v1/audit?actor=ada&object=audited"))["items"]!.AsArray();

        Assert.Equal(["workspace.delete", "workspace.create"], items.Select(item => item!["action"]!.GetValue<string>()));
        Assert.All(items, item => Assert.Equal("ada", item!["actor"]!.GetValue<string>()));
        Assert.All(items, item => Assert.Contains("127.0.0.1", item!["source"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Equal("audited", items[0]!["before"]!["name"]!.GetValue<string>());
        Assert.Null(items[0]!["after"]);
    }

    [Fact]
    public async Task List_ByPages_ShowsEachRowOnce()
    {
        for (var i = 0; i < 5; i++)
            await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/tokens", new { name = $"page{i}" });

        var seen = new List<long>();
        string? cursor = null;
        do
        {
            var page = await host.Admin.GetOkAsync($"/api/v1/audit?action=token&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<long>()));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);

        Assert.True(seen.Count >= 5);
        Assert.Equal(seen.OrderDescending().Distinct(), seen);
    }

    [Fact]
    public async Task List_ByTime_CutsIt()
    {
        var tomorrow = Uri.EscapeDataString(DateTimeOffset.UtcNow.AddDays(1).ToString("O", System.Globalization.CultureInfo.InvariantCulture));

        Assert.Empty((await host.Admin.GetOkAsync($"/api/v1/audit?from={tomorrow}"))["items"]!.AsArray());
        Assert.NotEmpty((await host.Admin.GetOkAsync($"/api/v1/audit?to={tomorrow}"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("cursor=garbage!")]
    [InlineData("cursor=WyJ4Il0")] // ["x"]: of another list
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("from=yesterday")]
    [InlineData("to=soon")]
    public async Task List_WithBadParameters_SaysWhich(string query) =>
        await host.Admin.SendRefusedAsync(HttpMethod.Get, $"/api/v1/audit?{query}", null, HttpStatusCode.UnprocessableEntity, "validation-failed");

    [Fact]
    public async Task Rows_OfUsers_HoldNoPasswordAndNoHash()
    {
        await host.UserAsync("unspoken");
        await host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/users/unspoken", new { password = "the next password" });

        var text = (await host.Admin.GetOkAsync("/api/v1/audit?object=unspoken")).ToJsonString();

        Assert.Contains("passwordChanged", text, StringComparison.Ordinal);
        Assert.DoesNotContain("the next password", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hash", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task List_ByWorkspaceAndOutcome_FindsWhatConcernsItAndNothingElse()
    {
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "concerned" });
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "concerned-not" });
        (await host.UserAsync("concerned-member", "concerned")).Dispose();

        var items = (await host.Admin.GetOkAsync("/api/v1/audit?workspace=concerned&outcome=ok"))["items"]!.AsArray();

        Assert.Equal(["concerned/concerned-member", "concerned"], items.Select(item => item!["object"]!.GetValue<string>()));
        Assert.Empty((await host.Admin.GetOkAsync("/api/v1/audit?workspace=concerned&outcome=refused"))["items"]!.AsArray());
        Assert.Empty((await host.Admin.GetOkAsync("/api/v1/audit?registry=concerned"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Entry_ByItsNumber_IsShown()
    {
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name = "numbered" });
        var listed = (await host.Admin.GetOkAsync("/api/v1/audit?object=numbered"))["items"]![0]!;

        Assert.Equal(listed.ToJsonString(), (await host.Admin.GetOkAsync($"/api/v1/audit/{listed["id"]}")).ToJsonString());
        await host.Admin.SendRefusedAsync(HttpMethod.Get, "/api/v1/audit/999999999", null, HttpStatusCode.NotFound, "not-found");
        await host.Admin.SendRefusedAsync(HttpMethod.Get, "/api/v1/audit/first", null, HttpStatusCode.UnprocessableEntity, "validation-failed");
    }

    [Fact]
    public async Task Export_Filtered_HoldsEachRowOnce_AsJsonLinesAndAsCsv()
    {
        for (var i = 0; i < 3; i++)
            await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/tokens", new { name = $"=export{i}, \"quoted\"" });

        using var lines = await host.Admin.GetAsync("/api/v1/audit/export?action=token.create&q=export", TestContext.Current.CancellationToken);
        var rows = (await lines.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => System.Text.Json.Nodes.JsonNode.Parse(line)!).ToList();
        var csv = await host.Admin.GetStringAsync("/api/v1/audit/export?action=token.create&q=export&format=csv", TestContext.Current.CancellationToken);

        Assert.Equal("application/jsonl", lines.Content.Headers.ContentType?.MediaType);
        Assert.Matches("^roadstead-audit-[0-9]{8}-[0-9]{6}.jsonl$", lines.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal(3, rows.Count);
        Assert.Equal(rows.Select(row => row["id"]!.GetValue<long>()).OrderDescending(), rows.Select(row => row["id"]!.GetValue<long>()));
        Assert.StartsWith("id,at,actor,action,object,outcome,source,before,after\r\n", csv, StringComparison.Ordinal);
        Assert.Equal(3, csv.Split("\"admin/=export").Length - 1); // quoted, because of the comma inside
        Assert.Contains("\"\"quoted\"\"", csv, StringComparison.Ordinal);
        await host.Admin.SendRefusedAsync(HttpMethod.Get, "/api/v1/audit/export?format=xlsx", null, HttpStatusCode.UnprocessableEntity, "validation-failed");
    }
}
