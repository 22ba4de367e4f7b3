using System.Text.RegularExpressions;

namespace Roadstead.Testing.Harbor.Text;

/// <summary>What Go's parser of URLs says of bad ones: its words reach the client.</summary>
internal static partial class GoUrl
{
    /// <summary>The address with http:// in front when it had no scheme.</summary>
    public static string WithScheme(string address) => Scheme().IsMatch(address) ? address : "http://" + address;

    /// <summary>Why the URL is bad: <c>parse "http://a b": invalid character " " in host name</c>; null for a good one.</summary>
    public static string? Problem(string url)
    {
        var host = Host().Match(url).Groups["host"].Value;
        var port = host.LastIndexOf(':') is >= 0 and var colon ? host[colon..] : "";
        return !Port().IsMatch(port) ? $"parse \"{url}\": invalid port \"{port}\" after host"
            : host.Contains(' ', StringComparison.Ordinal) ? $"parse \"{url}\": invalid character \" \" in host name"
            : null;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*://")]
    private static partial Regex Scheme();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*://(?<host>[^/?#]*)")]
    private static partial Regex Host();

    [GeneratedRegex("^(:\\d*)?$")]
    private static partial Regex Port();
}
