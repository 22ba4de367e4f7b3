using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Registries;
using Roadstead.Server.Registries.Health;
using Roadstead.Server.Registries.Hosts;
using Roadstead.Server.Registries.Requests;

namespace Roadstead.Server.Tests.Registries;

public sealed class RegistryUrlTests
{
    [Theory]
    [InlineData("reg.example.com", "https://reg.example.com", "reg.example.com")]
    [InlineData(" HTTPS://Reg.Example.com:443/ ", "https://reg.example.com", "reg.example.com")]
    [InlineData("http://reg.example.com:80", "http://reg.example.com", "reg.example.com")]
    [InlineData("http://reg.example.com:443", "http://reg.example.com:443", "reg.example.com:443")]
    [InlineData("localhost:5000", "https://localhost:5000", "localhost:5000")]
    [InlineData("https://reg.example.com.", "https://reg.example.com", "reg.example.com")]
    [InlineData("http://[0:0::1]:5000", "http://[::1]:5000", "[::1]:5000")]
    [InlineData("http://[::ffff:10.0.0.1]:5000", "http://10.0.0.1:5000", "10.0.0.1:5000")]
    [InlineData("http://2130706433:5000", "http://127.0.0.1:5000", "127.0.0.1:5000")]
    public void TryParse_WrittenInManyWays_HasOneForm(string text, string expected, string host)
    {
        Assert.True(RegistryUrl.TryParse(text, RegistryType.DockerRegistry, out var url, out _));
        Assert.Equal((expected, host), (url.Text, url.Host));
    }

    [Fact]
    public void TryParse_ArtifactorysPath_IsKept()
    {
        Assert.True(RegistryUrl.TryParse("https://af.example.com/artifactory/", RegistryType.Artifactory, out var url, out _));
        Assert.Equal("https://af.example.com/artifactory", url.Text);
    }

    [Fact]
    public void Same_DefaultPortsAndDockerHub_AreOneHost()
    {
        Assert.Equal(["reg.io", "reg.io:443", "reg.io:80"], HostNames.Same("reg.io:443"));
        Assert.Equal(["reg.io:5000"], HostNames.Same("reg.io:5000"));
        Assert.Contains("registry-1.docker.io", HostNames.Same("docker.io"));
    }

    [Fact]
    public void Options_Defaults_AreThoseOfTheirDocumentation()
    {
        var health = new RegistryHealthOptions();
        var registries = new RegistriesOptions();

        Assert.Equal((15, 300, 15, 0.1, 64), (health.CheapInterval.TotalSeconds, health.FullInterval.TotalSeconds, health.Deadline.TotalSeconds, health.Jitter, health.MaxConcurrentChecks));
        Assert.Equal((12, 30), (registries.InspectionTimeout.TotalSeconds, registries.ProbesPerMinute));
    }
}
