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

    private static bool HasPort(string host) => host.LastIndexOf(':') > host.LastIndexOf(']');
}
