using System.Net;
using System.Text.RegularExpressions;

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
        var etag = ETag().Match(await admin.ReadAsync($"/spaces/{id}/workspaces")).Groups[1].Value;
        (string, string)[] form = [("workspace", "search"), ("etag", WebUtility.HtmlDecode(etag))];
        var question = await admin.PostRefusedAsync($"/spaces/{id}/workspaces", HttpStatusCode.Conflict, form);
        Assert.Contains("These lose the space: payments", question, StringComparison.Ordinal);
        Assert.Contains("1 namespaces", question, StringComparison.Ordinal);
        Assert.Matches("value=\"search\"[^>]*checked", question);

        var done = await admin.PostDoneAsync($"/spaces/{id}/workspaces", List, [.. form, ("confirmed", "payments")]);
        Assert.Contains("The workspaces of asks are saved.", done, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bindings_ChangedBySomebodyElseMeanwhile_AreShownAnewAndNotOverwritten()
    {
        var id = await BoundSpaceAsync("stale");
        using var admin = await Visitor.AdminAsync(world.Host);
        var page = await admin.PostRefusedAsync($"/spaces/{id}/workspaces", HttpStatusCode.PreconditionFailed, ("workspace", "search"), ("etag", "\"another\""));
        Assert.Contains("It has changed since you read it", page, StringComparison.Ordinal);
        Assert.Matches("value=\"payments\"[^>]*checked", page);
    }

    [Fact]
    public async Task Bindings_Searched_KeepWhatIsTicked()
    {
        using var admin = await Visitor.AdminAsync(world.Host);
        var options = await admin.ReadAsync($"/spaces/{world.SpaceId}/workspaces/options?q=pay&workspace=search", fragment: true);
        Assert.StartsWith("<fieldset", options, StringComparison.Ordinal);
        Assert.Matches("value=\"search\"[^>]*checked", options);
        Assert.DoesNotMatch("value=\"payments\"[^>]*checked", options);
        Assert.StartsWith("<dialog", await admin.ReadAsync($"/spaces/{world.SpaceId}/workspaces", fragment: true), StringComparison.Ordinal);
    }

    private async Task<string> BoundSpaceAsync(string name)
    {
        var id = (string)(await world.SpaceAsync(name, "private"))["id"]!;
        await Hosting.ApiClientExtensions.SendOkAsync(world.Host.Admin, HttpMethod.Put, $"/api/v1/spaces/{id}/workspaces", new { workspaces = new[] { "payments" } });
        return id;
    }

    [GeneratedRegex("/spaces/([0-9a-f-]{36})/workspaces")]
    private static partial Regex Bind();

    [GeneratedRegex("name=\"etag\" value=\"([^\"]+)\"")]
    private static partial Regex ETag();
}
