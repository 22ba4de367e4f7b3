using Microsoft.Extensions.Configuration;
using Roadstead.Server.Hosting;

namespace Roadstead.Server.Tests.Hosting;

public sealed class ServerOptionsTests
{
    [Fact]
    public void Read_Nothing_GivesTheDefaults()
    {
        var options = Read();

        Assert.Equal(["http://127.0.0.1:8080/"], options.Urls.Select(url => url.ToString()));
        Assert.Equal("http://127.0.0.1:8080/", options.PublicUrl.ToString());
        Assert.Equal("127.0.0.1:8080", options.GatewayHost);
        Assert.Equal("https://127.0.0.1:0/", options.WebhookListen.ToString());
        Assert.Equal(Path.GetFullPath("data"), options.DataDirectory);
        Assert.Empty(options.AllowedNetworks);
        Assert.True(options.WorkspacePrivateNetworks);
    }

    [Theory]
    [InlineData("https://Roadstead.Example:443", "roadstead.example")]
    [InlineData("https://roadstead.example:8443", "roadstead.example:8443")]
    [InlineData("http://roadstead.example:80", "roadstead.example")]
    public void GatewayHost_PublicUrl_IsItsAuthority(string url, string host) => Assert.Equal(host, Read(("ROADSTEAD_PUBLIC_URL", url)).GatewayHost);

    [Theory]
    [InlineData("ROADSTEAD_URLS", "localhost:8080")]
    [InlineData("ROADSTEAD_URLS", "http://127.0.0.1:8080/path")]
    [InlineData("ROADSTEAD_URLS", "https://127.0.0.1:8443")]
    [InlineData("ROADSTEAD_WEBHOOK_LISTEN", "http://127.0.0.1:8443")]
    [InlineData("ROADSTEAD_WEBHOOK_LISTEN", "https://127.0.0.1:8443/path")]
    [InlineData("ROADSTEAD_PUBLIC_URL", "ftp://x")]
    [InlineData("ROADSTEAD_PUBLIC_URL", "https://user@x")]
    [InlineData("ROADSTEAD_ALLOWED_NETWORKS", "10.0.0.0/8,banana")]
    [InlineData("ROADSTEAD_WORKSPACE_ALLOWED_NETWORKS", "10.0.0.0/99")]
    [InlineData("ROADSTEAD_WORKSPACE_PRIVATE_NETWORKS", "maybe")]
    [InlineData("ROADSTEAD_TLS_CERT", "/no/such/file")]
    [InlineData("ROADSTEAD_DATABASE", "Host=db")]
    public void Read_ValueThatCannotBeUsed_NamesTheKey(string key, string value)
    {
        var error = Assert.Throws<ConfigurationException>(() => Read((key, value)));

        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static ServerOptions Read(params (string Key, string Value)[] settings) =>
        ServerOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
}
