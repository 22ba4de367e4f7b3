using System.Net;

namespace Roadstead.Registries.Distribution;

/// <summary>
/// Which addresses may be connected to. Checked on every resolved address, when connecting, so that a name that changes its address gains nothing.
/// Loopback, link-local, metadata, unspecified, multicast, broadcast and reserved addresses are refused in all their IPv4 and IPv6 forms, unless
/// <see cref="AllowedNetworks"/> names them. Immutable and safe for any number of threads.
/// </summary>
public sealed record AddressPolicy
{
    /// <summary>Networks that are allowed although they would be refused; none by default. They never lift <see cref="DeniedEndpoints"/>.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>Whether private ranges (10/8, 172.16/12, 192.168/16, 100.64/10, 198.18/15, fc00::/7, fec0::/10) are allowed. Default true.</summary>
    public bool AllowPrivate { get; init; } = true;

    /// <summary>Endpoints that are refused whatever else is allowed, such as the clusters' API servers: <c>host:port</c>, a name, an IPv4 or a bracketed IPv6 address. Names are resolved when connecting.</summary>
    public IReadOnlyList<string> DeniedEndpoints { get; init; } = [];

    /// <summary>True when the address itself may be connected to; <see cref="DeniedEndpoints"/> are not looked at.</summary>
    public bool Allows(IPAddress address) => AddressRules.Allows(address, AllowedNetworks, AllowPrivate);

    /// <summary>True when the endpoint is one of <see cref="DeniedEndpoints"/>, by the name given or by what a denied name resolves to.</summary>
    internal async Task<bool> DeniesAsync(string host, IPAddress address, int port, CancellationToken cancellationToken)
    {
        foreach (var denied in DeniedEndpoints)
        {
            if (!Uri.TryCreate("tcp://" + denied, UriKind.Absolute, out var endpoint) || endpoint.Port != port)
            {
                continue;
            }

            var name = endpoint.IdnHost.TrimEnd('.');
            if (string.Equals(name, host.TrimEnd('.'), StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            var resolved = IPAddress.TryParse(name, out var literal) ? [literal] : await ResolveAsync(name, cancellationToken);
            if (resolved.Any(candidate => AddressRules.Plain(candidate).Equals(AddressRules.Plain(address))))
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(name, cancellationToken);
        }
        catch (System.Net.Sockets.SocketException)
        {
            // A denied name that does not resolve cannot be reached under another name either.
            return [];
        }
    }
}
