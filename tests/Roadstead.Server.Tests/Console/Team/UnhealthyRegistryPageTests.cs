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
        await Eventually.TrueAsync(
            async () => (await vic.PageAsync("/images/lab/payments")).Contains("images is unhealthy", StringComparison.Ordinal),
            "the page says that the registry is unhealthy", TestContext.Current.CancellationToken, TimeSpan.FromSeconds(60));

        var page = await vic.PageAsync("/images/lab/payments");
        Assert.Contains("row-quiet", page, StringComparison.Ordinal);
        Assert.Contains(world.ApiName, page, StringComparison.Ordinal);
        Assert.Contains("Its images are listed as last seen", page, StringComparison.Ordinal);
        Assert.Contains("curl", page, StringComparison.Ordinal);
    }
}
