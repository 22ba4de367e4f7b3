using System.Net;
using System.Text.RegularExpressions;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Console.Team;

/// <summary>The dialog that chooses an image for a form, part by part as htmx asks for it and as a page without.</summary>
public sealed partial class ChooseDialogPageTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    private const string Mine = "/images/lab/payments/choose";

    private string Query => $"image={Uri.EscapeDataString(world.ApiName)}";

    [Fact]
    public async Task Choose_ItsAddress_IsADialogForHtmxAndAPageWithout()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        Assert.StartsWith("<dialog", await vic.PageAsync(Mine, asFragment: true), StringComparison.Ordinal);
        var page = await vic.PageAsync(Mine);
        Assert.Contains("<h1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<dialog", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await vic.StatusAsync("/images/lab/shipping/choose"));
        Assert.Equal(HttpStatusCode.NotFound, await vic.StatusAsync($"/images/lab/shipping/choose/tags?{Query}"));
    }

    [Theory]
    [InlineData("", "curl,library/base,payments/api")]
    [InlineData("show=private", "curl,payments/api")]
    [InlineData("show=public", "library/base")]
    [InlineData("show=own", "curl")]
    [InlineData("from=images", "library/base,payments/api")]
    [InlineData("from=tools&show=", "curl")]
    [InlineData("q=PAY&from=images&show=private", "payments/api")]
    [InlineData("q=nothing-like-it", "")]
    public async Task Rows_SearchTabsAndFilter_NarrowThem(string query, string paths)
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var rows = await vic.PageAsync($"{Mine}/rows?{query}", asFragment: true);
        Assert.StartsWith("<div id=\"choices\">", rows, StringComparison.Ordinal);
        Assert.Equal(paths.Split(',', StringSplitOptions.RemoveEmptyEntries), Picked().Matches(rows).Select(match => match.Groups[1].Value.Trim()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rows_FromASpace_AreThoseOfThatSpaceAlone()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var id = (await world.Host.Admin.GetOkAsync("/api/v1/spaces?q=library"))["items"]![0]!["id"]!.GetValue<string>();
        Assert.Contains($"value=\"images:{id}\"", await vic.PageAsync(Mine), StringComparison.Ordinal);
        var rows = await vic.PageAsync($"{Mine}/rows?from=images%3A{id}", asFragment: true);
        Assert.Equal("library/base", Assert.Single(Picked().Matches(rows)).Groups[1].Value.Trim());
    }

    [Fact]
    public async Task Tags_Choice_IsTheTagOrItsDigestAndLeadsToTheFormThatAsked()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var tags = await vic.PageAsync($"{Mine}/tags?{Query}", asFragment: true);
        Assert.DoesNotContain("<h1", tags, StringComparison.Ordinal);
        Assert.True(tags.IndexOf($"data-choose=\"{world.ApiName}:1.4\"", StringComparison.Ordinal) is > 0 and var newest && newest < tags.IndexOf($"data-choose=\"{world.ApiName}:z-oldest\"", StringComparison.Ordinal));
        Assert.Contains($"/deployments/lab/payments/-/new?image={Uri.EscapeDataString(world.ApiName + ":1.4")}", tags, StringComparison.Ordinal);
        Assert.Contains("data-choose-name=\"api\"", tags, StringComparison.Ordinal);
        Assert.Contains("linux/arm64", tags, StringComparison.Ordinal);

        var pinned = await vic.PageAsync($"{Mine}/tags/rows?{Query}&pin=1&tag=1.4&for=shop", asFragment: true);
        Assert.Contains($"data-choose=\"{world.ApiName}@{world.Api.Digest}\"", pinned, StringComparison.Ordinal);
        Assert.Contains($"/deployments/lab/payments/shop/image?image={Uri.EscapeDataString($"{world.ApiName}@{world.Api.Digest}")}", pinned, StringComparison.Ordinal);
        Assert.DoesNotContain("z-oldest", pinned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_Back_LeadsToTheListAsItWasLeft()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var rows = await vic.PageAsync($"{Mine}/rows?q=api&show=private&from=images&for=shop", asFragment: true);
        var tags = await vic.PageAsync(Href().Match(rows).Groups[1].Value);
        Assert.Contains("hx-get=\"/images/lab/payments/choose/images?for=shop&from=images&q=api&show=private\"", tags, StringComparison.Ordinal);
        Assert.Contains("data-pick-search", await vic.PageAsync($"{Mine}/images?q=api", asFragment: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_OfAnUnboundSpace_AreRefused()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        Assert.Equal(HttpStatusCode.Forbidden, await vic.StatusAsync($"{Mine}/tags?image={Uri.EscapeDataString($"{world.Host.GatewayHost}/images/shipping/api")}"));
    }

    [GeneratedRegex("<span class=\"pick-name\">([^<]+)</span>")]
    private static partial Regex Picked();

    [GeneratedRegex("<a class=\"pick\" href=\"([^\"]+)\"")]
    private static partial Regex Href();
}
