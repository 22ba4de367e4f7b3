using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Console;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Console.Layout;

namespace Roadstead.Server.Tests.Console;

/// <summary>The small rules behind the markup.</summary>
public sealed class ConsoleTextTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(104_857_600, "100 MiB")]
    [InlineData(long.MaxValue, "8.0 EiB")]
    public void SizeText_Bytes_ReadsInPowersOf1024(long bytes, string text) => Assert.Equal(text, SizeText.Of(bytes));

    [Theory]
    [InlineData(10, "just now", 0)]
    [InlineData(59, "{0} min ago", 1)]
    [InlineData(3599, "{0} min ago", 59)]
    [InlineData(7200, "{0} h ago", 2)]
    [InlineData(864_000, "{0} d ago", 10)]
    [InlineData(-7200, "in {0} h", 2)]
    public void Age_Seconds_ReadsAsTheLargestFullUnit(int seconds, string key, int count) => Assert.Equal((key, count), Age.Of(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void ListUrl_With_EncodesAndLeavesTheOtherAlone()
    {
        var list = new ListUrl("/spaces").With("q", "a&b=c").With("registry", "r");
        Assert.Equal("/spaces?q=a%26b%3Dc&registry=r", list.ToString());
        Assert.Equal("/spaces?registry=r", list.With("q", null).ToString());
        Assert.Equal("/spaces?q=a%26b%3Dc&registry=r", list.ToString());
    }

    [Fact]
    public void WireName_EnumValues_AreTheApisNames()
    {
        Assert.Equal("docker-registry", WireName.Of(RegistryType.DockerRegistry));
        Assert.Equal(Delivery.ScopedToken, WireName.Read<Delivery>("scoped-token"));
        Assert.Null(WireName.Read<Delivery>("1"));
    }

    [Fact]
    public void Navigation_Admin_SeesThePlatformAndTheCurrentPage()
    {
        var groups = NavigationMenu.For(new MeView("admin", PlatformRole.Admin, []), "/registries/images");
        Assert.Equal(["platform", "team"], groups.Select(g => g.Id));
        Assert.Equal("Registries", Assert.Single(groups.SelectMany(g => g.Items), i => i.Current).Title);
    }

    [Fact]
    public void Navigation_Member_SeesTheTeamAlone() =>
        Assert.Equal(["team"], NavigationMenu.For(new MeView("mia", PlatformRole.User, []), "/access").Select(g => g.Id));
}
