using Roadstead.Core.References;

namespace Roadstead.Core.Tests.References;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("sha256", 64, true)]
    [InlineData("sha256", 63, false)]
    [InlineData("sha256", 65, false)]
    [InlineData("sha384", 96, true)]
    [InlineData("sha512", 128, true)]
    [InlineData("sha512", 64, false)]
    [InlineData("SHA256", 64, false)]
    [InlineData("md5", 32, false)]
    [InlineData("", 64, false)]
    public void Digest_AlgorithmAndLength_AreChecked(string algorithm, int digits, bool expected)
    {
        Assert.Equal(expected, Digest.TryParse($"{algorithm}:{new string('a', digits)}", out var digest));
        if (expected)
            Assert.Equal((algorithm, new string('a', digits)), (digest!.Algorithm, digest.Hex));
    }

    [Fact]
    public void Digest_UpperCaseOrNoHex_IsRefused()
    {
        Assert.False(Digest.TryParse("sha256:" + new string('A', 64), out _));
        Assert.False(Digest.TryParse("sha256:" + new string('g', 64), out _));
        Assert.False(Digest.TryParse("sha256:", out _));
        Assert.False(Digest.TryParse(new string('a', 64), out _));
        Assert.False(Digest.TryParse("", out _));
        Assert.False(Digest.TryParse(null, out _));
        Assert.Throws<FormatException>(() => Digest.Parse("sha256:abc"));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("team-a/a.b_c/x--y/0", true)]
    [InlineData("", false)]
    [InlineData("/a", false)]
    [InlineData("a/", false)]
    [InlineData("a//b", false)]
    [InlineData("a/../b", false)]
    [InlineData("A", false)]
    [InlineData("a b", false)]
    [InlineData("a_-b", false)]
    [InlineData("a___b", false)]
    [InlineData("ä", false)]
    public void RepositoryName_Grammar_IsKept(string text, bool expected) => Assert.Equal(expected, RepositoryName.TryParse(text, out _));

    [Fact]
    public void RepositoryName_Length_EndsAt255()
    {
        Assert.True(RepositoryName.TryParse(new string('a', 255), out _));
        Assert.False(RepositoryName.TryParse(new string('a', 256), out _));
        Assert.False(RepositoryName.TryParse(null, out _));
    }

    [Theory]
    [InlineData("latest", true)]
    [InlineData("_x", true)]
    [InlineData("1.2-rc_3", true)]
    [InlineData("V1", true)]
    [InlineData("", false)]
    [InlineData(".x", false)]
    [InlineData("-x", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("a:b", false)]
    public void TagName_Grammar_IsKept(string text, bool expected) => Assert.Equal(expected, TagName.TryParse(text, out _));

    [Fact]
    public void TagName_Length_EndsAt128()
    {
        Assert.True(TagName.TryParse(new string('t', 128), out _));
        Assert.False(TagName.TryParse(new string('t', 129), out _));
    }

    [Theory]
    [InlineData("Reg.IO", 443, "reg.io")]
    [InlineData("reg.io:443", 443, "reg.io")]
    [InlineData("reg.io:80", 80, "reg.io")]
    [InlineData("reg.io:80", 443, "reg.io:80")]
    [InlineData("reg.io:0443", 443, "reg.io")]
    [InlineData("localhost:5000", 443, "localhost:5000")]
    [InlineData("10.0.0.1:5000", 80, "10.0.0.1:5000")]
    [InlineData("[2001:DB8:0::1]:5000", 443, "[2001:db8::1]:5000")]
    [InlineData("[0:0:0:0:0:0:0:1]:443", 443, "[::1]")]
    [InlineData("[::ffff:a00:1]:5000", 443, "10.0.0.1:5000")]
    [InlineData("[::a00:1]", 443, "[0:0:0:0:0:0:a00:1]")]
    public void RegistryHost_AnySpelling_IsFolded(string text, int defaultPort, string expected)
    {
        Assert.True(RegistryHost.TryParse(text, out var host, defaultPort));
        Assert.Equal(expected, host.Value);
        Assert.True(RegistryHost.TryParse(host.Value, out var again, defaultPort));
        Assert.Equal(host, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("reg.io/")]
    [InlineData("https://reg.io")]
    [InlineData("user@reg.io")]
    [InlineData("reg.io:")]
    [InlineData("reg.io:0")]
    [InlineData("reg.io:65536")]
    [InlineData("reg.io:99999999999")]
    [InlineData("reg..io")]
    [InlineData("reg.io.")]
    [InlineData("-reg.io")]
    [InlineData("a_b.com")]
    [InlineData("[::1")]
    [InlineData("[]")]
    [InlineData("[:::1]")]
    [InlineData("[fe80::1%eth0]")]
    public void RegistryHost_NoHost_IsRefused(string? text) => Assert.False(RegistryHost.TryParse(text, out _));

    [Fact]
    public void RegistryHost_NameAndPort_AreApart()
    {
        Assert.True(RegistryHost.TryParse("[::1]:5000", out var host));
        Assert.Equal(("[::1]", 5000), (host.Name, host.Port));
        Assert.True(RegistryHost.TryParse("reg.io:443", out host));
        Assert.Equal(("reg.io", null), (host.Name, host.Port));
    }
}
