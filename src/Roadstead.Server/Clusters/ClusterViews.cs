using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Admission;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Clusters.Nodes;
using Roadstead.Server.Hosting;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Clusters;

/// <summary>Clusters as the API shows them: what is stored, and what is seen of them now.</summary>
internal sealed class ClusterViews(ClusterConnections connections, IClusterNodes nodes, IAdmissionStates admission, ServerOptions options)
{
    public async Task<ClusterView> OfAsync(RoadsteadDb db, Cluster cluster, CancellationToken cancellationToken) =>
        Of(cluster, await db.WorkspaceNamespaces.CountAsync(ns => ns.Cluster == cluster.Name, cancellationToken));

    public async Task<IReadOnlyList<ClusterView>> OfAsync(RoadsteadDb db, IReadOnlyList<Cluster> clusters, CancellationToken cancellationToken)
    {
        var names = clusters.Select(cluster => cluster.Name).ToList();
        var counts = await db.WorkspaceNamespaces.Where(ns => names.Contains(ns.Cluster)).GroupBy(ns => ns.Cluster)
            .ToDictionaryAsync(group => group.Key, group => group.Count(), cancellationToken);
        return [.. clusters.Select(cluster => Of(cluster, counts.GetValueOrDefault(cluster.Name)))];
    }

    /// <param name="cluster">The row.</param>
    /// <param name="held">How many of its namespaces workspaces hold.</param>
    public ClusterView Of(Cluster cluster, int held)
    {
        var state = cluster.Kind is ClusterKind.Standalone
            ? new ClusterState(ClusterStatus.Connected, "standalone", "A standalone cluster is no Kubernetes: its namespaces are only names.", null, [], cluster.CreatedAt)
            : connections.StateOf(cluster.Id);
        return new ClusterView(
            cluster.Name,
            cluster.Kind,
            cluster.Server,
            cluster.ServerUrl ?? options.PublicUrl.GetLeftPart(UriPartial.Authority),
            state.Version,
            state.Status,
            state.Reason,
            state.Message,
            state.ChangedAt,
            connections.Find(cluster.Name)?.Namespaces.Items.Count ?? held,
            cluster.Admission,
            admission.StateOf(cluster.Name),
            cluster.UnmanagedImages,
            cluster.IntegrateFoundHarbors ? FoundHarbors.Integrate : FoundHarbors.Ignore,
            cluster.CreatedAt)
        {
            Platforms = nodes.PlatformsOf(cluster.Name),
        };
    }

    /// <summary>What of a cluster is worth auditing: what was decided, not what is seen.</summary>
    public static object ForAudit(Cluster cluster, bool kubeconfigChanged) =>
        new { cluster.Name, cluster.Kind, cluster.Server, cluster.ServerUrl, cluster.Admission, cluster.UnmanagedImages, cluster.IntegrateFoundHarbors, KubeconfigChanged = kubeconfigChanged };
}
