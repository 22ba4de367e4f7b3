using System.Net;
using System.Net.Sockets;

namespace Roadstead.Registries.Distribution;

/// <summary>The classes of addresses that are no registry's, and the disguises that they come in.</summary>
internal static class AddressRules
{
    private static readonly IPNetwork[] Refused = Parse(
        "0.0.0.0/8", // unspecified: Linux connects to itself
        "127.0.0.0/8", // loopback
        "169.254.0.0/16", // link-local, and the metadata services of most clouds
        "192.0.0.0/24", // protocol assignments; Oracle's metadata
        "100.100.100.200/32", // Alibaba's metadata
        "168.63.129.16/32", // Azure's wire server
        "224.0.0.0/4", // multicast
        "240.0.0.0/4", // reserved and broadcast
        "::/96", // unspecified, loopback, IPv4-compatible
        "::ffff:0:0:0/96", // IPv4-translated (SIIT)
        "64:ff9b:1::/48", // local NAT64: where the IPv4 address stands in it is the network's secret
        "100::/64", // discard
        "2001::/32", // Teredo
        "fe80::/10", // link-local
        "ff00::/8", // multicast
        "fd00:ec2::254/128", // AWS metadata
        "fd20:ce::254/128", // Google metadata
        "fd00:42::42/128"); // Scaleway metadata

    private static readonly IPNetwork[] Private = Parse(
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "198.18.0.0/15", "fc00::/7", "fec0::/10");

    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    public static bool Allows(IPAddress address, IReadOnlyList<IPNetwork> allowed, bool allowPrivate)
    {
        var plain = Plain(address);
        if (Contains(allowed, plain))
        {
            return true;
        }

        if (Contains(Refused, plain) || (!allowPrivate && Contains(Private, plain)))
        {
            return false;
        }

        return Embedded(plain) is not { } inner || Allows(inner, allowed, allowPrivate);
    }

    /// <summary>The address without its zone; an IPv4-mapped one as the IPv4 address that it is.</summary>
    public static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0 ? new IPAddress(address.GetAddressBytes())
        : address;

    // 6to4, NAT64 and ISATAP addresses lead to the IPv4 address that they carry.
    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        if (SixToFour.Contains(address))
        {
            return new IPAddress(bytes.AsSpan(2, 4));
        }

        var isatap = bytes[8] is 0 or 2 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == 0xfe;
        return isatap || Nat64.Contains(address) ? new IPAddress(bytes.AsSpan(12, 4)) : null;
    }

    private static bool Contains(IReadOnlyList<IPNetwork> networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private static IPNetwork[] Parse(params string[] networks) => [.. networks.Select(network => IPNetwork.Parse(network))];
}
