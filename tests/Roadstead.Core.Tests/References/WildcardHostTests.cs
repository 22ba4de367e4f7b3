using Roadstead.Core.References;

namespace Roadstead.Core.Tests.References;

public sealed class WildcardHostTests
{
    [Theory]
    [InlineData("*.art.example.com", "*.art.example.com")]
    [InlineData("*.ART.example.com:443", "*.art.example.com")]
    [InlineData("*.art.example.com:8443", "*.art.example.com:8443")]
    [InlineData("*.localhost:5000", "*.localhost:5000")]
    [InlineData("art.example.com", null)]
    [InlineData("*", null)]
    [InlineData("*.", null)]
    [InlineData("*.com", null)]
    [InlineData("*.*.example.com", null)]
    [InlineData("x.*.example.com", null)]
    [InlineData("*art.example.com", null)]
    [InlineData("*.docker.io", null)]
    [InlineData("*.hub.docker.com", null)]
    [InlineData("*.0.0.1", null)]
    [InlineData("*.[::1]", null)]
    [InlineData("*.art.example.com/path", null)]
    [InlineData("*.art.example.com:0", null)]
    [InlineData(null, null)]
    public void TryParse_Text_IsFoldedOrRefused(string? text, string? expected)
    {
        Assert.Equal(expected is not null, WildcardHost.TryParse(text, out var folded));
        Assert.Equal(expected, folded);
    }

    [Theory]
    [InlineData("a.example.com:5000", "a", "example.com:5000")]
    [InlineData("a.b", "a", "b")]
    [InlineData("localhost:5000", null, null)]
    [InlineData("[::ffff:1.2.3.4]:5000", null, null)]
    [InlineData("", null, null)]
    public void TrySplit_Host_IsFirstLabelAndRest(string host, string? label, string? rest)
    {
        Assert.Equal(label is not null, WildcardHost.TrySplit(host, out var foundLabel, out var foundRest));
        Assert.Equal((label ?? "", rest ?? ""), (foundLabel.ToString(), foundRest.ToString()));
    }

    [Theory]
    [InlineData("docker-local", true)]
    [InlineData("1", true)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a_b", false)]
    [InlineData("a.b", false)]
    [InlineData("A", false)]
    [InlineData("", false)]
    public void IsLabel_Component_SaysWhetherAHostCanBeginWithIt(string component, bool expected) => Assert.Equal(expected, WildcardHost.IsLabel(component));
}
