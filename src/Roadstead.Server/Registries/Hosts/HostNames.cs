using Roadstead.Core.References;

namespace Roadstead.Server.Registries.Hosts;

/// <summary>All ways to write a host that a runtime takes for the same.</summary>
internal static class HostNames
{
    private static readonly string[] DockerHub = ["docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"];

    /// <summary>The host, with and without either default port (one integration may be http and the other https), and Docker Hub's other names.</summary>
    public static IEnumerable<string> Same(string host)
    {
        var bare = host.EndsWith(":443", StringComparison.Ordinal) ? host[..^4] : host.EndsWith(":80", StringComparison.Ordinal) ? host[..^3] : host;
        if (HasPort(bare))
            return [host];

        var names = DockerHub.Contains(bare) ? DockerHub : [bare];
        return names.SelectMany(name => new[] { name, name + ":443", name + ":80" });
    }

    public static IReadOnlyList<string> Same(IEnumerable<string> hosts) => [.. hosts.SelectMany(Same).Distinct(StringComparer.Ordinal)];

    /// <summary>The hosts themselves in every way, and those that stand for one of them among others: <c>*.example.com</c> for <c>a.example.com</c>.</summary>
    public static IReadOnlyList<string> SameOrAround(IEnumerable<string> hosts) => [.. hosts.SelectMany(host => Around(host).Prepend(host)).SelectMany(Same).Distinct(StringComparer.Ordinal)];

    /// <summary>True when a host that begins with <c>*.</c> stands for this one among others.</summary>
    public static bool Means(string wildcard, string host) => WildcardHost.Is(wildcard) && Around(host).SelectMany(Same).Contains(wildcard, StringComparer.Ordinal);

    /// <summary>True when a runtime could be led to either host by one name.</summary>
    public static bool Overlap(string one, string other) => Same(one).Contains(other, StringComparer.Ordinal) || Means(one, other) || Means(other, one);

    private static IEnumerable<string> Around(string host) =>
        !WildcardHost.Is(host) && WildcardHost.TrySplit(host, out _, out var rest) ? [WildcardHost.Start + rest.ToString()] : [];

    private static bool HasPort(string host) => host.LastIndexOf(':') > host.LastIndexOf(']');
}
