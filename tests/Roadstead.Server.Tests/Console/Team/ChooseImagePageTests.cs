using System.Net;
using System.Text.RegularExpressions;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Console.Team;

public sealed partial class ChooseImagePageTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    private const string Mine = "/images/lab/payments";

    private string Query => $"image={Uri.EscapeDataString(world.ApiName)}";

    [Fact]
    public async Task Pick_OneNamespace_GoesThereAndOfSeveralAsks()
    {
        using var sam = await Person.SignInAsync(world.Host, "sam");
        using (var only = await sam.GetAsync("/images"))
            Assert.Equal("/images/lab/shipping", only.Headers.Location?.ToString());

        using var vic = await Person.SignInAsync(world.Host, "vic");
        var page = await vic.PageAsync("/images");
        Assert.Contains("lab/payments-web", page, StringComparison.Ordinal);
        Assert.DoesNotContain("lab/shipping", page, StringComparison.Ordinal);
        using var picked = await vic.GetAsync("/images?in=lab%2Fpayments");
        Assert.Equal(Mine, picked.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Images_Namespace_AreExactlyThoseOfTheApi()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var expected = (await world.Host.Admin.GetOkAsync("/api/v1/namespaces/lab/payments/images"))["items"]!.AsArray().Select(item => item!["image"]!.GetValue<string>()).ToList();
        Assert.Equal(3, expected.Count);
        Assert.Equal(expected, Shown(await vic.PageAsync(Mine)));
        Assert.Equal(HttpStatusCode.NotFound, await vic.StatusAsync("/images/lab/shipping"));
    }

    [Theory]
    [InlineData("show=private", "payments/api,curl")]
    [InlineData("show=public", "library/base")]
    [InlineData("show=own", "curl")]
    [InlineData("registry=images", "payments/api,library/base")]
    [InlineData("q=pay", "payments/api")]
    [InlineData("q=%20api%20&show=private", "payments/api")]
    [InlineData("q=nothing-like-it", "")]
    public async Task Images_TabsFiltersAndSearch_NarrowTheList(string query, string paths)
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var fragment = await vic.PageAsync($"{Mine}?{query}", asFragment: true);
        Assert.StartsWith("<div id=\"images\">", fragment, StringComparison.Ordinal);
        Assert.Equal(paths.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(), Shown(fragment).Select(Path).Order());
    }

    [Fact]
    public async Task Images_SpaceFilter_ShowsThatSpaceAlone()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var spaces = await world.Host.Admin.GetOkAsync("/api/v1/spaces?q=library");
        Assert.Equal(["library/base"], Shown(await vic.PageAsync($"{Mine}?space={spaces["items"]![0]!["id"]}")).Select(Path));
    }

    [Fact]
    public async Task Tags_Image_AreNewestFirstEachByNameAndByDigest()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var page = await vic.PageAsync($"{Mine}/tags?{Query}");
        Assert.True(page.IndexOf($"{world.ApiName}:1.4\"", StringComparison.Ordinal) < page.IndexOf($"{world.ApiName}:z-oldest\"", StringComparison.Ordinal));
        Assert.Contains($"data-copy=\"{world.ApiName}@{world.Api.Digest}\"", page, StringComparison.Ordinal);
        Assert.Contains("linux/arm64", page, StringComparison.Ordinal);

        var found = await vic.PageAsync($"{Mine}/tags?{Query}&q=OLD", asFragment: true);
        Assert.Contains("z-oldest", found, StringComparison.Ordinal);
        Assert.DoesNotContain(":1.4\"", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Artifact_Index_ShowsPlatformsConfigAndWhatIsAttached()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var page = await vic.PageAsync($"{Mine}/artifact?{Query}&reference=1.4&client=skopeo");
        Assert.Contains(world.Api.Digest, page, StringComparison.Ordinal);
        Assert.All(world.Api.Children, child => Assert.Contains(child, page, StringComparison.Ordinal));
        Assert.Contains("Ada", page, StringComparison.Ordinal);
        Assert.Contains("payments-team", page, StringComparison.Ordinal);
        Assert.Contains("application/vnd.example.signature", page, StringComparison.Ordinal);
        Assert.Contains(world.Attached.Digest, page, StringComparison.Ordinal);
        Assert.Contains($"docker://{world.ApiName}:1.4 oci-archive:api.tar", page, StringComparison.Ordinal);

        var layers = await vic.PageAsync($"{Mine}/artifact?{Query}&reference={Uri.EscapeDataString(world.Api.Children[0])}");
        Assert.Contains("Layers", layers, StringComparison.Ordinal);
        Assert.Contains($"docker pull {world.ApiName}@{world.Api.Children[0]}", layers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Artifact_Absent_SaysSo()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        using var answer = await vic.GetAsync($"{Mine}/artifact?{Query}&reference=9.9");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("No such image", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tags")]
    [InlineData("artifact")]
    public async Task Image_OfAnUnboundSpace_IsRefusedWithTheReason(string page)
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        var image = Uri.EscapeDataString($"{world.Host.GatewayHost}/images/shipping/api");
        using var answer = await vic.GetAsync($"{Mine}/{page}?image={image}");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("which is not bound to the workspace", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static string[] Shown(string page) => [.. CopiedName().Matches(page).Select(match => match.Groups[1].Value)];

    private string Path(string image) => image.Replace($"{world.Host.GatewayHost}/images/", "", StringComparison.Ordinal).Replace($"{world.Tools.Url.Authority}/", "", StringComparison.Ordinal);

    [GeneratedRegex("data-copy=\"([^\"]+)\" data-label=\"Copy the name of")]
    private static partial Regex CopiedName();
}
