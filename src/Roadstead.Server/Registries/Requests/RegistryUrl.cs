using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;

namespace Roadstead.Server.Registries.Requests;

/// <summary>A registry's address in its one form: scheme, host in lower case, port unless it is the default, and for products that need it a path.</summary>
internal sealed record RegistryUrl
{
    private const int MaxLength = 2000;

    private RegistryUrl(Uri value, string host) => (Value, Host) = (value, host);

    public Uri Value { get; }

    /// <summary><c>host[:port]</c> as image names carry it.</summary>
    public string Host { get; }

    public int DefaultPort => DefaultPortOf(Value);

    /// <summary>As it is stored and shown: no slash at the end.</summary>
    public string Text => TextOf(Value);

    public static string TextOf(Uri url) => url.AbsoluteUri.TrimEnd('/');

    public static int DefaultPortOf(Uri url) => url.Scheme == Uri.UriSchemeHttp ? 80 : 443;

    /// <summary>Reads what a person wrote; https is assumed without a scheme.</summary>
    /// <param name="text">The text.</param>
    /// <param name="type">The product; null when it is not known. Only Artifactory has a path.</param>
    /// <param name="url">The address.</param>
    /// <param name="error">What is wrong with it and how to mend it.</param>
    public static bool TryParse(string? text, RegistryType? type, [NotNullWhen(true)] out RegistryUrl? url, [NotNullWhen(false)] out string? error)
    {
        url = null;
        text = text?.Trim();
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength)
        {
            error = "Give the registry's address, such as https://registry.example.com.";
            return false;
        }

        if (!text.Contains("://", StringComparison.Ordinal))
            text = "https://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https") || parsed.Host.Length == 0 || text.AsSpan().ContainsAny('\\', ' ', '\t'))
        {
            error = "The address is http://host[:port] or https://host[:port].";
            return false;
        }

        error = parsed.UserInfo.Length > 0 || text.Contains('@', StringComparison.Ordinal) ? "Leave the login out of the address: it has fields of its own."
            : text.AsSpan().ContainsAny('?', '#') ? "The address has no query and no fragment."
            : parsed.AbsolutePath != "/" && type is not RegistryType.Artifactory ? "The address has no path: give scheme, host and port alone."
            : null;
        if (error is not null)
            return false;

        var host = HostOf(parsed);
        if (parsed.Port is < 1 or > 65535 || !RegistryHost.TryParse($"{host}:{parsed.Port}", out var folded, DefaultPortOf(parsed)))
        {
            error = "The host of the address is no host name and no IP address.";
            return false;
        }

        url = new RegistryUrl(new Uri($"{parsed.Scheme}://{folded.Value}{parsed.AbsolutePath.TrimEnd('/')}"), folded.Value);
        return true;
    }

    // One host has one form: an IPv4 address in the disguise of IPv6 is the IPv4 address that it is, and no address is written with dots and colons.
    private static string HostOf(Uri url)
    {
        if (url.HostNameType != UriHostNameType.IPv6)
            return url.IdnHost.TrimEnd('.');

        var address = IPAddress.Parse(url.Host);
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        var bytes = address.GetAddressBytes();
        return $"[{string.Join(':', Enumerable.Range(0, 8).Select(i => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(i * 2)).ToString("x", CultureInfo.InvariantCulture)))}]";
    }
}
