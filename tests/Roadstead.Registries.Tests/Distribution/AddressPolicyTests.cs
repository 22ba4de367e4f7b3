using System.Net;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Tests.Distribution;

public sealed class AddressPolicyTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.170.2")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("192.0.0.192")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:0:127.0.0.1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("64:ff9b::127.0.0.1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2001:0:1::1")]
    [InlineData("2a00::5efe:127.0.0.1")]
    [InlineData("2a00::200:5efe:a9fe:a9fe")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    [InlineData("ff02::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fd20:ce::254")]
    public void Allows_NoRegistrysAddress_No(string address) => Assert.False(new AddressPolicy().Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("2a00:1450:4001::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2002:808:808::1")]
    [InlineData("64:ff9b::8.8.8.8")]
    public void Allows_OrdinaryAddress_Yes(string address) => Assert.True(new AddressPolicy().Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.127.0.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("fd12:3456::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("2002:a00:1::1", false)]
    [InlineData("8.8.8.8", true)]
    public void Allows_PrivateRangesDenied_OnlyPublic(string address, bool allowed) =>
        Assert.Equal(allowed, new AddressPolicy { AllowPrivate = false }.Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("127.0.1.1", false)]
    [InlineData("::1", false)]
    public void Allows_NetworkOfTheOperator_IsLifted(string address, bool allowed) =>
        Assert.Equal(allowed, new AddressPolicy { AllowedNetworks = [IPNetwork.Parse("127.0.0.0/24")] }.Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1", null, "127.0.0.1", 6443, true)]
    [InlineData("127.0.0.1", null, "127.0.0.1", 5000, false)]
    [InlineData("api.example.com", "127.0.0.1", "127.0.0.1", 6443, true)]
    [InlineData("api.example.com", "127.0.0.1", "127.0.0.2", 6443, false)]
    [InlineData("api.example.com", "127.0.0.1", "::ffff:127.0.0.1", 6443, true)]
    [InlineData("::1", null, "::1", 6443, true)]
    [InlineData("Registry.example.com.", null, "127.0.0.1", 6443, true)]
    [InlineData("api.example.com", null, "127.0.0.1", 6443, false)]
    public void Denies_EndpointOfACluster_UnderAnyName(string host, string? leadsTo, string address, int port, bool denies)
    {
        var denied = new DeniedEndpoint(host, 6443, leadsTo is null ? [] : [IPAddress.Parse(leadsTo)]);
        var policy = new AddressPolicy { DeniedEndpoints = () => [denied], AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")] };

        Assert.Equal(denies, policy.Denies("registry.example.com", IPAddress.Parse(address), port));
    }
}
