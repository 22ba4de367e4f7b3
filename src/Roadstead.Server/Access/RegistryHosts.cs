using Roadstead.Core.Access;
using Roadstead.Core.References;
using Roadstead.Server.Storage.Entities;
using RegistryHost = Roadstead.Server.Storage.Entities.RegistryHost;

namespace Roadstead.Server.Access;

/// <summary>The order of a registry's hosts.</summary>
public static class RegistryHosts
{
    /// <summary>Declared image hosts as they were given, then the own host, then aliases.</summary>
    public static IReadOnlyList<RegistryHost> InOrder(IEnumerable<RegistryHost> hosts) =>
        [.. hosts.OrderBy(h => h.Kind switch { RegistryHostKind.Image => 0, RegistryHostKind.Own => 1, _ => 2 }).ThenBy(h => h.Position).ThenBy(h => h.Host, StringComparer.Ordinal)];

    /// <summary>The host that members name images by where none stands for a part of the registry.</summary>
    public static string First(Registry registry, IReadOnlyList<RegistryHost> ordered) =>
        ordered.FirstOrDefault(IsOfAll)?.Host ?? new Uri(registry.Url).Authority.ToLowerInvariant();

    /// <summary>True for a host that stands for the whole registry.</summary>
    public static bool IsOfAll(RegistryHost host) => host.Prefix.Length == 0 && !WildcardHost.Is(host.Host);

    /// <summary>The hosts as the access map takes them.</summary>
    public static IEnumerable<ImageHost> ToRows(Registry registry, IReadOnlyList<RegistryHost> ordered)
    {
        var defaultPort = registry.Url.StartsWith("http:", StringComparison.OrdinalIgnoreCase) ? 80 : 443;
        return ordered.Select(host => new ImageHost(host.Host, host.Prefix, defaultPort));
    }

    /// <summary>The names of its images at the registry itself.</summary>
    public static ImageNames NamesOf(Registry registry)
    {
        var ordered = InOrder(registry.Hosts);
        return new ImageNames(ToRows(registry, ordered), First(registry, ordered) + "/");
    }
}
