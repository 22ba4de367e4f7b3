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
}
