using System.Net;

namespace Roadstead.Registries.Distribution;

/// <summary>An endpoint that no registry may have, such as a cluster's API server.</summary>
/// <param name="Host">Its name or number, without brackets.</param>
/// <param name="Port">Its port.</param>
/// <param name="Addresses">Where the name leads, as far as that was seen. It is not looked up when connecting: a name service that fails would hold up every registry.</param>
public sealed record DeniedEndpoint(string Host, int Port, IReadOnlyCollection<IPAddress> Addresses)
{
    /// <summary>True when a connection to this host, at this address, would be one to it, whatever it is called.</summary>
    public bool Is(string host, IPAddress address, int port)
    {
        if (port != Port)
        {
            return false;
        }

        var plain = AddressRules.Plain(address);
        return string.Equals(Host.TrimEnd('.'), host.TrimEnd('.'), StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(Host, out var literal) && AddressRules.Plain(literal).Equals(plain))
            || Addresses.Any(known => AddressRules.Plain(known).Equals(plain));
    }
}
