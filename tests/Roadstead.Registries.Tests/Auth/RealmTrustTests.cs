using Roadstead.Registries.Auth;

namespace Roadstead.Registries.Tests.Auth;

public sealed class RealmTrustTests
{
    [Theory]
    [InlineData("https://registry-1.docker.io", "https://auth.docker.io/token")]
    [InlineData("https://registry.gitlab.com", "https://gitlab.com/jwt/auth")]
    [InlineData("https://registry.cn-hangzhou.aliyuncs.com", "https://dockerauth.cn-hangzhou.aliyuncs.com/auth")]
    [InlineData("https://reg.example.co.uk", "https://auth.example.co.uk/t")]
    [InlineData("https://registry:5000", "https://registry:5001/token")]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5001/token")]
    [InlineData("http://localhost:5000", "https://localhost/token")]
    [InlineData("https://Reg.Example.com", "https://reg.example.com./t")]
    public void IsTrusted_SameParty_Yes(string registry, string realm) => Assert.True(RealmTrust.IsTrusted(new Uri(registry), new Uri(realm), null));

    [Theory]
    [InlineData("https://registry.example.com", "https://evil.test/token")]
    [InlineData("https://registry.example.com", "http://registry.example.com/token")]
    [InlineData("https://a.co.uk", "https://b.co.uk/token")]
    [InlineData("https://one.azurecr.io", "https://two.azurecr.io/token")]
    [InlineData("https://1.dkr.ecr.eu-west-1.amazonaws.com", "https://bucket.s3.amazonaws.com/token")]
    [InlineData("http://reg.team-a.svc.cluster.local", "http://token.team-b.svc.cluster.local/token")]
    [InlineData("http://registry", "http://auth/token")]
    [InlineData("http://127.0.0.1:5000", "http://localhost:5000/token")]
    [InlineData("http://10.0.0.1", "http://10.0.0.2/token")]
    [InlineData("http://[::1]:5000", "http://127.0.0.1/token")]
    [InlineData("https://example.com.evil.test", "https://example.com/token")]
    public void IsTrusted_AnotherParty_No(string registry, string realm) => Assert.False(RealmTrust.IsTrusted(new Uri(registry), new Uri(realm), null));

    [Theory]
    [InlineData("https://auth.other.test/token", true)]
    [InlineData("https://auth.other.test:443/token", true)]
    [InlineData("https://auth.other.test/token2", false)]
    [InlineData("http://auth.other.test/token", false)]
    [InlineData("https://reg.example.com/token", false)]
    public void IsTrusted_Pinned_OnlyThatOne(string realm, bool trusted) =>
        Assert.Equal(trusted, RealmTrust.IsTrusted(new Uri("https://reg.example.com"), new Uri(realm), new Uri("https://auth.other.test/token")));
}
