using System.Net;
using System.Text.RegularExpressions;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Console.Pages;

/// <summary>Spaces are made, bound, opened, closed and deleted by forms.</summary>
public sealed partial class SpacePageTests(PlatformWorld world) : IClassFixture<PlatformWorld>
{
    private const string List = "/spaces?registry=images";

    [Theory]
    [InlineData("Not A Name", "field-name-error", HttpStatusCode.UnprocessableEntity)]
    [InlineData("team-a", "The space exists", HttpStatusCode.Conflict)]
    public async Task Create_BadInput_ComesBackWithTheReason(string name, string reason, HttpStatusCode status)
    {
        using var admin = await Visitor.AdminAsync(world.Host);
        var page = await admin.PostRefusedAsync("/spaces/new", status, ("registry", "images"), ("name", name), ("visibility", "private"));
        Assert.Contains(reason, page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{name}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Space_FromFormToForm_IsMadePublicPrivateAndDeleted()
    {
        using var admin = await Visitor.AdminAsync(world.Host);
        Assert.Contains("open/base is made.", await admin.PostDoneAsync("/spaces/new", List, ("registry", "images"), ("name", "open/base"), ("visibility", "private")), StringComparison.Ordinal);
        var id = Bind().Match(await admin.ReadAsync(List + "&q=open")).Groups[1].Value;
        Assert.Contains("open/base is public now.", await admin.PostDoneAsync($"/spaces/{id}/visibility?to=public", List), StringComparison.Ordinal);

        var question = await admin.ReadAsync($"/spaces/{id}/visibility?to=private");
        Assert.Contains("Workspaces that lose it", question, StringComparison.Ordinal);
        Assert.Contains("open/base is private now.", await admin.PostDoneAsync($"/spaces/{id}/visibility?to=private", List), StringComparison.Ordinal);

        await admin.PostRefusedAsync($"/spaces/{id}/delete", HttpStatusCode.UnprocessableEntity, ("confirm", "open"));
        Assert.Contains("open/base is deleted.", await admin.PostDoneAsync($"/spaces/{id}/delete", List, ("confirm", "open/base")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bindings_TakenAway_AreAskedForOnceMoreWithWhoLosesThem()
    {
        var id = await BoundSpaceAsync("asks");
        using var admin = await Visitor.AdminAsync(world.Host);
        (string, string)[] form = [("shown", "payments search"), ("workspace", "search"), ("etag", await ETagAsync(admin, id))];
        var question = await admin.PostRefusedAsync($"/spaces/{id}/workspaces", HttpStatusCode.Conflict, form);
        Assert.Contains("These lose the space: payments", question, StringComparison.Ordinal);
        Assert.Contains("one namespace", question, StringComparison.Ordinal);
        Assert.Matches("value=\"search\"[^>]*checked", question);
        Assert.Equal(["payments"], await BoundAsync(id));

        var done = await admin.PostDoneAsync($"/spaces/{id}/workspaces", $"/spaces/{id}/workspaces/state", [.. form, ("confirmed", "payments")]);
        Assert.Contains("The workspaces of asks are saved.", done, StringComparison.Ordinal);
        Assert.Equal(["search"], await BoundAsync(id));
    }

    [Fact]
    public async Task Bindings_WhileTicked_TellWhatWouldChangeAndChangeNothing()
    {
        var id = await BoundSpaceAsync("previews");
        using var admin = await Visitor.AdminAsync(world.Host);
        var changes = await PostFragmentAsync(admin, $"/spaces/{id}/workspaces/changes", ("shown", "payments search"), ("workspace", "search"));
        Assert.StartsWith("<div id=\"binding-changes\"", changes, StringComparison.Ordinal);
        Assert.Contains("To be bound: 1", changes, StringComparison.Ordinal);
        Assert.Contains("To be unbound: 1", changes, StringComparison.Ordinal);
        Assert.Contains("These lose the space: payments", changes, StringComparison.Ordinal);
        Assert.Contains("Unbind and save", changes, StringComparison.Ordinal);

        var unchanged = await PostFragmentAsync(admin, $"/spaces/{id}/workspaces/changes", ("shown", "payments search"), ("workspace", "payments"));
        Assert.Contains("Nothing is changed yet.", unchanged, StringComparison.Ordinal);
        Assert.DoesNotContain("Unbind and save", unchanged, StringComparison.Ordinal);
        Assert.Equal(["payments"], await BoundAsync(id));
    }

    [Fact]
    public async Task Bindings_OfAPublicSpace_TakeNothingAwayAndAskNothing()
    {
        var id = await BoundSpaceAsync("for-everybody", "public");
        using var admin = await Visitor.AdminAsync(world.Host);
        var changes = await PostFragmentAsync(admin, $"/spaces/{id}/workspaces/changes", ("shown", "payments search"));
        Assert.Contains("To be unbound: 1", changes, StringComparison.Ordinal);
        Assert.DoesNotContain("These lose the space", changes, StringComparison.Ordinal);
        await admin.PostDoneAsync($"/spaces/{id}/workspaces", $"/spaces/{id}/workspaces/state", ("shown", "payments search"), ("etag", await ETagAsync(admin, id)));
        Assert.Empty(await BoundAsync(id));
    }

    [Fact]
    public async Task Bindings_ChangedBySomebodyElseMeanwhile_AreShownAnewAndNotOverwritten()
    {
        var id = await BoundSpaceAsync("stale");
        using var admin = await Visitor.AdminAsync(world.Host);
        var page = await admin.PostRefusedAsync($"/spaces/{id}/workspaces", HttpStatusCode.PreconditionFailed, ("shown", "payments search"), ("workspace", "search"), ("etag", "\"another\""));
        Assert.Contains("It has changed since you read it", page, StringComparison.Ordinal);
        Assert.Matches("value=\"payments\"[^>]*checked", page);
        Assert.DoesNotMatch("value=\"search\"[^>]*checked", page);
        Assert.Equal(["payments"], await BoundAsync(id));
    }

    [Fact]
    public async Task Bindings_Searched_KeepWhatIsTickedInSightAndOutOfIt()
    {
        var id = await BoundSpaceAsync("searched");
        using var admin = await Visitor.AdminAsync(world.Host);
        var path = $"/spaces/{id}/workspaces/options";

        // search was ticked and payments unticked; then another search shows neither.
        var none = await PostFragmentAsync(admin, path, ("q", "no-such"), ("shown", "payments search"), ("workspace", "search"));
        Assert.Contains("name=\"bind\" value=\"search\"", none, StringComparison.Ordinal);
        Assert.Contains("name=\"unbind\" value=\"payments\"", none, StringComparison.Ordinal);
        Assert.Contains("No workspace matches.", none, StringComparison.Ordinal);

        // And back: both as they were left.
        var back = await PostFragmentAsync(admin, path, ("shown", ""), ("bind", "search"), ("unbind", "payments"));
        Assert.Matches("value=\"search\"[^>]*checked", back);
        Assert.DoesNotMatch("value=\"payments\"[^>]*checked", back);
        Assert.Contains("name=\"bind\" value=\"\"", back, StringComparison.Ordinal);
        Assert.StartsWith("<dialog", await admin.ReadAsync($"/spaces/{id}/workspaces", fragment: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bound", "payments")]
    [InlineData("free", "search")]
    [InlineData("changed", "search")]
    public async Task Bindings_Narrowed_ShowThoseAlone(string show, string shown)
    {
        var id = await BoundSpaceAsync("narrowed-" + show);
        using var admin = await Visitor.AdminAsync(world.Host);
        var options = await PostFragmentAsync(admin, $"/spaces/{id}/workspaces/options", ("show", show), ("bind", "search"));
        Assert.Equal([shown], Option().Matches(options).Select(match => match.Groups[1].Value));
    }

    [Theory]
    [InlineData("all", "payments search", "")]
    [InlineData("none", "", "payments")]
    public async Task Bindings_AllThatAreShown_AreTickedOrUntickedAtOnce(string ticks, string ticked, string leaving)
    {
        var id = await BoundSpaceAsync("ticked-" + ticks);
        using var admin = await Visitor.AdminAsync(world.Host);
        var options = await PostFragmentAsync(admin, $"/spaces/{id}/workspaces/options?ticks={ticks}", ("shown", "payments search"), ("workspace", "payments"));
        Assert.Equal(ticked, string.Join(' ', Ticked().Matches(options).Select(match => match.Groups[1].Value)));
        Assert.Equal(leaving.Length > 0, options.Contains($"These lose the space: {leaving}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bindings_Saved_ShowTheStateOfEachInTheDialogAndRestWhenAllAreInForce()
    {
        var id = await BoundSpaceAsync("shows");
        using var admin = await Visitor.AdminAsync(world.Host);
        var dialog = await PostFragmentAsync(admin, $"/spaces/{id}/workspaces", ("shown", "search"), ("workspace", "search"), ("etag", await ETagAsync(admin, id)));
        Assert.StartsWith("<dialog", dialog, StringComparison.Ordinal);
        Assert.Contains("The workspaces of shows are saved.", dialog, StringComparison.Ordinal);
        Assert.Contains("data-changed=\"true\"", dialog, StringComparison.Ordinal);
        Assert.Contains("Ready <strong>2</strong>", dialog, StringComparison.Ordinal);
        Assert.DoesNotContain("hx-trigger=\"every", dialog, StringComparison.Ordinal);
        Assert.Equal(["payments", "search"], await BoundAsync(id));

        var page = await admin.ReadAsync($"/spaces/{id}/workspaces/state?q=sea");
        Assert.Contains(">search</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">payments</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_Bound_ToOneWorkspaceInOneGoAndUnboundWithTheirImpact()
    {
        var ids = new[] { await BoundSpaceAsync("many-a", workspace: null), await BoundSpaceAsync("many-b", workspace: null), await BoundSpaceAsync("many-c") };
        using var admin = await Visitor.AdminAsync(world.Host);
        (string, string)[] spaces = [.. ids.Select(id => ("space", id))];
        var address = string.Join('&', ids.Select(id => $"space={id}"));
        var question = await admin.ReadAsync($"/spaces/-/bind?{address}");
        Assert.Contains("Bind 3 spaces to a workspace", question, StringComparison.Ordinal);
        await admin.PostRefusedAsync("/spaces/-/bind", HttpStatusCode.UnprocessableEntity, spaces);
        Assert.Contains("1 are bound to payments already.", await PostFragmentAsync(admin, "/spaces/-/bind/options", [.. spaces, ("workspace", "payments")]), StringComparison.Ordinal);

        var dialog = await PostFragmentAsync(admin, "/spaces/-/bind", [.. spaces, ("workspace", "search")]);
        Assert.Contains("3 spaces are bound to search.", dialog, StringComparison.Ordinal);
        Assert.Contains("Ready <strong>3</strong>", dialog, StringComparison.Ordinal);
        foreach (var id in ids) Assert.Contains("search", await BoundAsync(id));

        var loss = await admin.PostRefusedAsync("/spaces/-/unbind", HttpStatusCode.Conflict, [.. spaces, ("workspace", "payments")]);
        Assert.Contains("One namespace of payments can no longer pull from these spaces", loss, StringComparison.Ordinal);
        Assert.Contains("2 are not bound to payments.", loss, StringComparison.Ordinal);
        Assert.Equal(["payments", "search"], await BoundAsync(ids[2]));
        using var answer = await admin.PostAsync("/spaces/-/unbind", [.. spaces, ("workspace", "payments"), ("confirmed", "payments")]);
        Assert.StartsWith("/spaces/-/unbind/state?workspace=payments", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("not bound", await admin.ReadAsync(answer.Headers.Location.ToString()), StringComparison.Ordinal);
        Assert.Equal(["search"], await BoundAsync(ids[2]));
    }

    [Fact]
    public async Task Many_OneRefused_TheOthersAreBoundAndTheReasonIsTold()
    {
        var id = await BoundSpaceAsync("still-there", workspace: null);
        using var admin = await Visitor.AdminAsync(world.Host);
        var dialog = await PostFragmentAsync(admin, "/spaces/-/bind", ("space", id), ("workspace", "nobody"));
        Assert.Contains("Not done for 1 spaces", dialog, StringComparison.Ordinal);
        Assert.Contains("There is no workspace named", dialog, StringComparison.Ordinal);
        Assert.Empty(await BoundAsync(id));
    }

    [Fact]
    public async Task Space_AtAGlance_TellsWhoMayUseItHowItIsPulledAndWhatIsInside()
    {
        using var admin = await Visitor.AdminAsync(world.Host);
        var page = await admin.ReadAsync($"/spaces/{world.SpaceId}");
        Assert.Contains("Who can use it", page, StringComparison.Ordinal);
        Assert.Contains(">payments</a>", page, StringComparison.Ordinal);
        Assert.Contains("docker pull ", page, StringComparison.Ordinal);
        Assert.Contains($"/registries/images/images?space={world.SpaceId}", page, StringComparison.Ordinal);
        await admin.ReadAsync($"/spaces/{Guid.NewGuid()}", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("bound=false", false)]
    [InlineData("bound=true", true)]
    [InlineData("bindings=failing", false)]
    [InlineData("workspace=payments", true)]
    [InlineData("visibility=public", false)]
    public async Task List_Narrowed_StandsInTheAddress(string filter, bool isShown)
    {
        using var admin = await Visitor.AdminAsync(world.Host);
        var page = await admin.ReadAsync($"{List}&q=team-a&{filter}");
        Assert.Equal(isShown, page.Contains($"value=\"{world.SpaceId}\"", StringComparison.Ordinal));
        Assert.Contains(WebUtility.HtmlEncode($"&{filter}"), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_AStateOfBindingsThatThereIsNot_IsRefused()
    {
        using var admin = await Visitor.AdminAsync(world.Host);
        await admin.ReadAsync("/spaces?bindings=odd", HttpStatusCode.UnprocessableEntity);
    }

    private async Task<string> BoundSpaceAsync(string name, string visibility = "private", string? workspace = "payments")
    {
        var id = (string)(await world.SpaceAsync(name, visibility))["id"]!;
        if (workspace is not null)
            await world.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{id}/workspaces", new { workspaces = new[] { workspace } });
        return id;
    }

    private async Task<IReadOnlyList<string>> BoundAsync(string id) =>
        [.. (await world.Host.Admin.SendOkAsync(HttpMethod.Get, $"/api/v1/spaces/{id}"))["workspaces"]!.AsArray().Select(binding => (string)binding!["name"]!)];

    private static async Task<string> ETagAsync(Visitor admin, string id) => WebUtility.HtmlDecode(ETag().Match(await admin.ReadAsync($"/spaces/{id}/workspaces")).Groups[1].Value);

    private static async Task<string> PostFragmentAsync(Visitor admin, string path, params (string Name, string Value)[] fields)
    {
        using var answer = await admin.PostAsync(path, fragment: true, fields);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("/spaces/([0-9a-f-]{36})/workspaces")]
    private static partial Regex Bind();

    [GeneratedRegex("name=\"etag\" value=\"([^\"]+)\"")]
    private static partial Regex ETag();

    [GeneratedRegex("type=\"checkbox\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Option();

    [GeneratedRegex("type=\"checkbox\"[^>]*value=\"([^\"]+)\" checked")]
    private static partial Regex Ticked();
}
