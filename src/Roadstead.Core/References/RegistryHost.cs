using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Roadstead.Core.References;

/// <summary>
/// The host of a registry as it is compared: <c>host[:port]</c>, lower case, the default port left out, an IPv6 address in brackets in its canonical form.
/// </summary>
public sealed record RegistryHost
{
    private RegistryHost(string value) => Value = value;

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary>The host without its port.</summary>
    public string Name => PortStart(Value) is var port and >= 0 ? Value[..port] : Value;

    /// <summary>The port; null when it is the default one.</summary>
    public int? Port => PortStart(Value) is var port and >= 0 ? int.Parse(Value.AsSpan(port + 1), CultureInfo.InvariantCulture) : null;

    /// <summary>Folds a written host. False when <paramref name="text"/> is null or no <c>host[:port]</c> with a port of 1-65535; never throws.</summary>
    /// <param name="text">Any case, with or without port.</param>
    /// <param name="host">The folded host.</param>
    /// <param name="defaultPort">The port that equals no port: 443 for https, 80 for http.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out RegistryHost? host, int defaultPort = 443)
    {
        host = null;
        if (text is null || text.Length > 261 || !ReferenceGrammar.IsDomain(text))
            return false;

        var portStart = PortStart(text);
        var name = portStart < 0 ? text : text[..portStart];
        var port = defaultPort;
        if (portStart >= 0 && (!int.TryParse(text.AsSpan(portStart + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535))
            return false;
        if (name[0] == '[' && !TryFoldAddress(name, out name))
            return false;

#pragma warning disable CA1308 // hosts are written in lower case
        name = name.ToLowerInvariant();
#pragma warning restore CA1308
        host = new RegistryHost(port == defaultPort ? name : $"{name}:{port}");
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    /// <summary>Where ":port" begins; -1 without one.</summary>
    internal static int PortStart(ReadOnlySpan<char> text)
    {
        var colon = text.LastIndexOf(':');
        return colon > text.LastIndexOf(']') ? colon : -1;
    }

    /// <summary><c>[0:0::1]</c> is <c>[::1]</c>, and <c>[::ffff:a00:1]</c> connects to <c>10.0.0.1</c>. False when the brackets hold no address.</summary>
    /// <param name="bracketed">An address in brackets, without a port.</param>
    /// <param name="folded">The one way to write it.</param>
    internal static bool TryFoldAddress(ReadOnlySpan<char> bracketed, out string folded)
    {
        folded = "";
        if (!IPAddress.TryParse(bracketed[1..^1], out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
            return false;
        if (address.IsIPv4MappedToIPv6)
        {
            folded = address.MapToIPv4().ToString();
            return true;
        }

        // The framework writes the end of some addresses with dots, which no reference can hold.
        folded = address.ToString() is var text && text.Contains('.', StringComparison.Ordinal)
            ? $"[{string.Join(':', address.GetAddressBytes().Chunk(2).Select(pair => (pair[0] << 8 | pair[1]).ToString("x", CultureInfo.InvariantCulture)))}]"
            : $"[{text}]";
        return true;
    }
}
