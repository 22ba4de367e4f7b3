using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Access;

/// <summary>The order of a registry's hosts.</summary>
public static class RegistryHosts
{
    /// <summary>Declared image hosts as they were given, then the own host, then aliases.</summary>
    public static IReadOnlyList<RegistryHost> InOrder(IEnumerable<RegistryHost> hosts) =>
        [.. hosts.OrderBy(h => h.Kind switch { RegistryHostKind.Image => 0, RegistryHostKind.Own => 1, _ => 2 }).ThenBy(h => h.Position).ThenBy(h => h.Host, StringComparer.Ordinal)];

    /// <summary>The host that members name images by.</summary>
    public static string First(Registry registry, IReadOnlyList<RegistryHost> ordered) =>
        ordered.Count > 0 ? ordered[0].Host : new Uri(registry.Url).Authority.ToLowerInvariant();
}
