using Roadstead.Core.Contracts.Images;
using Roadstead.Server.Images.Tags;

namespace Roadstead.Server.Tests.Images;

public sealed class PlatformFitTests
{
    [Theory]
    [InlineData("linux/amd64", "linux/amd64", NodeFit.All, "")]
    [InlineData("linux/amd64,linux/arm64/v8", "linux/amd64,linux/arm64", NodeFit.All, "")]
    [InlineData("linux/amd64", "linux/amd64,linux/arm64", NodeFit.Some, "linux/arm64")]
    [InlineData("linux/amd64", "linux/arm64,windows/amd64", NodeFit.None, "linux/arm64,windows/amd64")]
    [InlineData("linux/386", "linux/amd64", NodeFit.All, "")]
    [InlineData("linux/arm/v7", "linux/arm64", NodeFit.All, "")]
    [InlineData("linux/amd64", "linux/386", NodeFit.None, "linux/386")]
    [InlineData("", "linux/amd64", null, "")]
    [InlineData("linux/amd64", "", null, "")]
    [InlineData("linux/amd64", null, null, "")]
    public void On_PlatformsAndNodes_SaysWhoCanRunIt(string platforms, string? nodes, NodeFit? expected, string missing)
    {
        var tag = PlatformFit.On(new TagView("1", "", "", null, Parts(platforms), null), nodes is null ? null : Parts(nodes));

        Assert.Equal((expected, missing), (tag.NodeFit, string.Join(',', tag.MissingPlatforms)));
    }

    private static string[] Parts(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
