using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Errors;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Http;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Clusters;

/// <summary>The namespaces of a cluster: those that it has, as last seen, and those that workspaces hold although it has not got them (yet).</summary>
internal sealed class ClusterNamespaceService(IDbContextFactory<RoadsteadDb> dbs, ClusterConnections connections)
{
    public Task<Outcome<Page<NamespaceView>>> ListAsync(string name, ListQuery query, CancellationToken cancellationToken) => ListAsync(name, query, onlyFree: false, cancellationToken);

    /// <summary>The namespaces that the cluster has and no workspace holds.</summary>
    public Task<Outcome<Page<NamespaceView>>> ListFreeAsync(string name, ListQuery query, CancellationToken cancellationToken) => ListAsync(name, query, onlyFree: true, cancellationToken);

    private async Task<Outcome<Page<NamespaceView>>> ListAsync(string name, ListQuery query, bool onlyFree, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (!await db.Clusters.AnyAsync(cluster => cluster.Name == name, cancellationToken)) return ClusterService.NoSuchCluster(name);
        var held = await db.WorkspaceNamespaces.Where(ns => ns.Cluster == name).Select(ns => new { ns.Namespace, Workspace = ns.Workspace!.Name })
            .ToDictionaryAsync(ns => ns.Namespace, ns => ns.Workspace, cancellationToken);
        var connection = connections.Find(name);
        var real = connection?.Namespaces.Items.Select(ns => ns.Metadata.Name).ToHashSet(StringComparer.Ordinal) ?? [];
        var all = (onlyFree ? real.Except(held.Keys) : real.Union(held.Keys))
            .Where(ns => string.IsNullOrEmpty(query.Q) || ns.Contains(query.Q, StringComparison.OrdinalIgnoreCase))
            .Select(ns => new NamespaceView(ns, held.GetValueOrDefault(ns), connection is null ? null : real.Contains(ns)));
        return Paging.Of(all, ns => ns.Namespace, query);
    }
}
