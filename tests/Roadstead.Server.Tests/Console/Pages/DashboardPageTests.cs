using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Access;

namespace Roadstead.Server.Tests.Console.Pages;

/// <summary>The dashboard: each number is that of the list which it leads to.</summary>
public sealed class DashboardPageTests(PlatformWorld world) : IClassFixture<PlatformWorld>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/registries?status=healthy")]
    [InlineData("/registries?status=unhealthy")]
    [InlineData("/registries?status=unknown")]
    [InlineData("/spaces?visibility=public")]
    [InlineData("/spaces?visibility=private")]
    [InlineData("/spaces?bound=true")]
    [InlineData("/workspaces")]
    [InlineData("/clusters")]
    [InlineData("/access/-/pulls?answer=refused&amp;from=")]
    [InlineData("/?period=7d")]
    public async Task Dashboard_EachNumber_LeadsToItsList(string path)
    {
        using var admin = await Visitor.AdminAsync(world.Host);
        Assert.Contains($"href=\"{path}", await admin.ReadAsync("/"), StringComparison.Ordinal);
        if (!path.Contains("&amp;", StringComparison.Ordinal)) await admin.ReadAsync(path);
    }

    [Fact]
    public async Task Dashboard_Refusals_AreCountedDrawnListedAndExplained()
    {
        var now = world.Host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var image = $"{world.Host.GatewayHost}/images/elsewhere/app";
        await world.Host.Services.GetRequiredService<IAccessCountStore>().AddAsync(
            [new AccessTally("prod", "payments-api", image, "unknown-space", new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero), 41)], Token);
        using var admin = await Visitor.AdminAsync(world.Host);
        await Testing.Eventually.TrueAsync(async () => (await admin.ReadAsync("/")).Contains("<strong>41</strong> refused", StringComparison.Ordinal), "the refusals are counted", Token);

        var page = await admin.ReadAsync("/");
        Assert.Contains("aria-label=\"Pulls over time: 0 allowed, 41 refused, 0 unmanaged\"", page, StringComparison.Ordinal);
        Assert.Contains("class=\"bar-refused\"", page, StringComparison.Ordinal);
        Assert.Contains("<summary>As a table</summary>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(PageTests.Inline(), page);
        foreach (var period in new[] { "7d", "30d" })
        {
            // Those of a moment ago, where another test asked for them.
            await Testing.Eventually.TrueAsync(async () => (await admin.ReadAsync($"/?period={period}")).Contains("<strong>41</strong> refused", StringComparison.Ordinal), $"the refusals of {period} are counted", Token);
        }


        var list = await admin.ReadAsync("/access/-/pulls?answer=refused&reason=unknown-space&q=elsewhere");
        Assert.Contains("No space holds it", list, StringComparison.Ordinal);
        Assert.Contains($"href=\"/access/prod/payments-api?image={Uri.EscapeDataString(image)}\"", list, StringComparison.Ordinal);
        Assert.Contains("Denied", await admin.ReadAsync($"/access/prod/payments-api?image={Uri.EscapeDataString(image)}"), StringComparison.Ordinal);
        Assert.Contains("No answer matches", await admin.ReadAsync("/access/-/pulls?answer=allowed&q=elsewhere"), StringComparison.Ordinal);
        Assert.Contains("No answer matches", await admin.ReadAsync("/access/-/pulls?to=2020-01-01T00:00Z"), StringComparison.Ordinal);
        Assert.Contains("A minute is written as", await admin.ReadAsync("/access/-/pulls?from=yesterday", HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_Counts_AreThoseOfTheLists()
    {
        using var admin = await Visitor.AdminAsync(world.Host);
        var page = await admin.ReadAsync("/");
        Assert.Contains("<strong>1</strong> healthy", page, StringComparison.Ordinal);
        Assert.Contains("1 in all", await admin.ReadAsync("/registries?status=healthy"), StringComparison.Ordinal);
        Assert.Contains("<strong>2</strong> private", page, StringComparison.Ordinal);
        Assert.Contains("2 in all", await admin.ReadAsync("/spaces?visibility=private"), StringComparison.Ordinal);
        Assert.Contains("<strong>0</strong> public", page, StringComparison.Ordinal);
        Assert.Contains("No space matches", await admin.ReadAsync("/spaces?visibility=public"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_Parts_AreSentAloneToAnOpenPage()
    {
        using var admin = await Visitor.AdminAsync(world.Host);
        Assert.StartsWith("<section class=\"card attention\" id=\"attention\"", await admin.ReadAsync("/dashboard/attention", fragment: true), StringComparison.Ordinal);
        Assert.StartsWith("<div id=\"pulls\"", await admin.ReadAsync("/access/-/pulls", fragment: true), StringComparison.Ordinal);
        Assert.StartsWith("<div id=\"bindings\"", await admin.ReadAsync("/spaces/-/bindings", fragment: true), StringComparison.Ordinal);
        Assert.StartsWith("<div id=\"identities\"", await admin.ReadAsync("/registries/-/identities", fragment: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dashboard_StepsThatAreLeft_AreShownWithTheNextOne()
    {
        using var admin = await Visitor.AdminAsync(world.Host);
        var page = await admin.ReadAsync("/");
        Assert.Contains("4 of 5 done", page, StringComparison.Ordinal);
        Assert.Contains("Deploy an image", page, StringComparison.Ordinal);
        Assert.Contains("no Harbor is in the making", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MyWorkspaces_Viewer_SeesTheStepsThatAreTheirsAndTheirNamespaces()
    {
        using var mia = await Visitor.SignedInAsync(world.Host, "mia");
        var page = await mia.ReadAsync("/my/workspaces");
        Assert.Contains("The first steps are done: 3 of 3", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/images/prod/payments-api\"", page, StringComparison.Ordinal);

        using var ole = await Visitor.SignedInAsync(world.Host, "ole");
        Assert.Contains("3 of 4 done", await ole.ReadAsync("/my/workspaces"), StringComparison.Ordinal);
    }
}
