using Microsoft.EntityFrameworkCore;
using Roadstead.Core.References;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Registries.Hosts;

/// <summary>The rows of hosts that stay denied because their registry went. Removing never opens.</summary>
internal static class RemovedHostRows
{
    /// <summary>Denies hosts that a registry no longer speaks for.</summary>
    public static async Task AddAsync(RoadsteadDb db, RegistryOwner owner, string registry, IReadOnlyCollection<string> hosts, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var known = await db.RemovedHosts.Where(row => row.WorkspaceId == owner.WorkspaceId && hosts.Contains(row.Host)).ToDictionaryAsync(row => row.Host, cancellationToken);

        // What the platform speaks for is the platform's to decide: a workspace that gives up its claim loses only that.
        var platform = owner.IsPlatform ? [] : await db.RegistryHosts.Where(row => row.WorkspaceId == null && hosts.Contains(row.Host)).Select(row => row.Host).ToListAsync(cancellationToken);
        foreach (var host in hosts.Except(platform))
        {
            if (!known.TryGetValue(host, out var row))
                db.RemovedHosts.Add(row = new RemovedHost { Host = host, Registry = registry, WorkspaceId = owner.WorkspaceId });
            (row.Registry, row.RemovedAt) = (registry, at);
        }
    }

    /// <summary>Hosts that a registry speaks for again. The platform's word ends what workspaces removed as well.</summary>
    public static async Task ForgetAsync(RoadsteadDb db, RegistryOwner owner, IReadOnlyCollection<string> hosts, CancellationToken cancellationToken)
    {
        // A host that stands for others among them speaks for those as well.
        var names = HostNames.Same(hosts);
        var wide = hosts.Where(WildcardHost.Is).ToList();
        var isWide = wide.Count > 0;
        var rows = await db.RemovedHosts.Where(row => (isWide || names.Contains(row.Host)) && (owner.WorkspaceId == null || row.WorkspaceId == owner.WorkspaceId)).ToListAsync(cancellationToken);
        db.RemovedHosts.RemoveRange(rows.Where(row => names.Contains(row.Host, StringComparer.Ordinal) || wide.Exists(host => HostNames.Means(host, row.Host))));
    }
}
