using Roadstead.Server.Registries.Requests;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Registries.Hosts;

/// <summary>The rows of a registry's hosts.</summary>
internal static class RegistryHostRows
{
    /// <summary>Makes the rows say this; an own host that changed stays as an alias.</summary>
    /// <param name="registry">The registry with its hosts.</param>
    /// <param name="own">The host of its address.</param>
    /// <param name="imageHosts">The declared hosts, the whole list; null leaves them as they are.</param>
    /// <returns>Declared hosts that are no longer declared, and that none of the others means.</returns>
    public static IReadOnlyList<string> Set(Registry registry, string own, IReadOnlyList<DeclaredHost>? imageHosts)
    {
        foreach (var row in registry.Hosts.Where(row => row.Kind == RegistryHostKind.Own && row.Host != own))
            row.Kind = RegistryHostKind.Alias;
        var ownRow = Row(registry, own);
        (ownRow.Kind, ownRow.Prefix) = (RegistryHostKind.Own, "");
        if (imageHosts is null)
            return [];

        var declared = imageHosts.Where(host => host.Host != own).ToList();
        var dropped = registry.Hosts.Where(row => row.Kind == RegistryHostKind.Image && !declared.Exists(host => host.Host == row.Host)).ToList();
        registry.Hosts.RemoveAll(dropped.Contains);
        foreach (var (host, position) in declared.Select((host, position) => (host, position)))
        {
            var row = Row(registry, host.Host);
            (row.Kind, row.Position, row.Prefix) = (RegistryHostKind.Image, position, host.Prefix);
        }

        return [.. dropped.Select(row => row.Host).Where(host => !registry.Hosts.Exists(row => HostNames.Means(row.Host, host)))];
    }

    private static RegistryHost Row(Registry registry, string host)
    {
        if (registry.Hosts.Find(row => row.Host == host) is { } row)
            return row;

        row = new RegistryHost { RegistryId = registry.Id, Host = host, WorkspaceId = registry.WorkspaceId };
        registry.Hosts.Add(row);
        return row;
    }
}
