using Roadstead.Testing;

namespace Roadstead.Server.Tests.Console.Team;

/// <summary>Has a world of its own: it breaks a registry.</summary>
public sealed class UnhealthyRegistryPageTests(TeamWorld world) : IClassFixture<TeamWorld>
{
    [Fact]
    public async Task Images_of_a_registry_that_is_down_stay_listed_grey_and_with_the_reason()
    {
        using var vic = await Person.SignInAsync(world.Host, "vic");
        Assert.DoesNotContain("row-quiet", await vic.PageAsync("/images/lab/payments"), StringComparison.Ordinal);
        await world.Guarded.StopAsync();

        // A check that was under way met a connection that broke; those after it find nobody.
        await Eventually.TrueAsync(
            async () => await vic.PageAsync("/images/lab/payments") is var shown && shown.Contains("images is unhealthy", StringComparison.Ordinal) && shown.Contains("Nothing listens at", StringComparison.Ordinal),
            "the page says that the registry is unhealthy, and why", TestContext.Current.CancellationToken, TimeSpan.FromSeconds(60));

        var page = await vic.PageAsync("/images/lab/payments");
        Assert.Contains("row-quiet", page, StringComparison.Ordinal);
        Assert.Contains(world.ApiName, page, StringComparison.Ordinal);
        Assert.Contains("Its images are listed as last seen", page, StringComparison.Ordinal);
        Assert.Contains("curl", page, StringComparison.Ordinal);

        var choices = await vic.PageAsync("/images/lab/payments/choose/rows", asFragment: true);
        Assert.Matches("class=\"choice-quiet\">.*payments/api.*class=\"pick-warning\">.*Reachable: Nothing listens at", choices);
        var tags = await vic.PageAsync($"/images/lab/payments/choose/tags?image={Uri.EscapeDataString(world.ApiName)}", asFragment: true);
        Assert.Contains("images is unhealthy", tags, StringComparison.Ordinal);
        Assert.Contains($"data-choose=\"{world.ApiName}:1.4\"", tags, StringComparison.Ordinal);
        await WorkspaceAsync(vic);
        await PlatformAsync();
    }

    private static async Task WorkspaceAsync(Person vic)
    {
        var overview = await vic.PageAsync("/workspaces/payments");
        Assert.Contains("The registry images is unhealthy", overview, StringComparison.Ordinal);
        Assert.Contains("href=\"/workspaces/payments/may-pull?show=trouble\"", overview, StringComparison.Ordinal);
        var trouble = await vic.PageAsync("/workspaces/payments/may-pull?show=trouble");
        Assert.Matches("<tr class=\"row-quiet\">.*payments.*Unhealthy.*Reachable: Nothing listens at", trouble);
        Assert.DoesNotContain("from tools<", trouble, StringComparison.Ordinal);
        Assert.Contains("The registry images is unhealthy: pulls may fail.", await vic.PageAsync("/workspaces/payments/pull?registry=images"), StringComparison.Ordinal);
    }

    // The same broken world, as the platform's admin sees it.
    private async Task PlatformAsync()
    {
        using var admin = await Person.AdminAsync(world.Host);
        var dashboard = await admin.PageAsync("/");
        Assert.Contains("<strong>1</strong> unhealthy", dashboard, StringComparison.Ordinal);
        Assert.Contains("href=\"/registries?signal=reachable&status=unhealthy\"", dashboard, StringComparison.Ordinal);
        Assert.Contains("Reachable: 1", dashboard, StringComparison.Ordinal);

        foreach (var list in new[] { "/registries?signal=reachable&status=unhealthy", "/registries?status=unhealthy&view=table", "/registries" })
        {
            var shown = await admin.PageAsync(list);
            Assert.Contains("1 in all", shown, StringComparison.Ordinal);
            Assert.Matches("Does not hold[^R]*Reachable</strong><span> since <time [^>]+>[^<]+</time></span><span class=\"failure-text\">Nothing listens at", shown);
        }

        Assert.Contains("No registry matches", await admin.PageAsync("/registries?signal=login"), StringComparison.Ordinal);
        Assert.Contains("No registry matches", await admin.PageAsync("/registries?status=healthy"), StringComparison.Ordinal);
    }
}
