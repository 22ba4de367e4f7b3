using System.Net;

namespace Roadstead.Registries.Distribution;

/// <summary>
/// Which addresses may be connected to. Checked on every resolved address, when connecting, so that a name that changes its address gains nothing.
/// Loopback, link-local, metadata, unspecified, multicast, broadcast and reserved addresses are refused in all their IPv4 and IPv6 forms, unless
/// <see cref="AllowedNetworks"/> names them. Safe for any number of threads.
/// </summary>
public sealed record AddressPolicy
{
    /// <summary>Networks that are allowed although they would be refused; none by default. They never lift <see cref="DeniedEndpoints"/>.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>Whether private ranges (10/8, 172.16/12, 192.168/16, 100.64/10, 198.18/15, fc00::/7, fec0::/10) are allowed. Default true.</summary>
    public bool AllowPrivate { get; init; } = true;

    /// <summary>Endpoints that are refused whatever else is allowed, such as the clusters' API servers. Asked anew at each connection, so it must be quick and safe for any number of threads.</summary>
    public Func<IReadOnlyCollection<DeniedEndpoint>> DeniedEndpoints { get; init; } = static () => [];

    /// <summary>True when the address itself may be connected to; <see cref="DeniedEndpoints"/> are not looked at.</summary>
    public bool Allows(IPAddress address) => AddressRules.Allows(address, AllowedNetworks, AllowPrivate);

    /// <summary>True when the endpoint is one of <see cref="DeniedEndpoints"/>, by the name given or by where that leads.</summary>
    public bool Denies(string host, IPAddress address, int port) => DeniedEndpoints().Any(denied => denied.Is(host, address, port));
}
