using System.Diagnostics.Metrics;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Access;
using Roadstead.Server.Clusters.Connections;

namespace Roadstead.Server.Clusters;

/// <summary>What is measured of clusters, besides what the client measures itself.</summary>
internal sealed class ClusterMetrics
{
    private readonly Counter<long> privateDigests;

    public ClusterMetrics(IClusterSource clusters, ClusterConnections connections, IMeterFactory meters)
    {
        var meter = meters.Create("Roadstead.Clusters");
        privateDigests = meter.CreateCounter<long>("roadstead.images.private_digests_used", description: "Digests that namespaces run and that are known only from private spaces that they may not use.");
        meter.CreateObservableGauge("roadstead.clusters", () => Count(clusters, connections), description: "Kubernetes clusters by status.");
    }

    public void CountPrivateDigest(string cluster, string ns) => privateDigests.Add(1, new("cluster", cluster), new("namespace", ns));

    private static IEnumerable<Measurement<int>> Count(IClusterSource clusters, ClusterConnections connections)
    {
        var states = clusters.Clusters.Values.Where(cluster => cluster.Kind is ClusterKind.Kubernetes).Select(cluster => connections.StateOf(cluster.ClusterId).Status).ToList();
        foreach (var (status, name) in new[] { (ClusterStatus.Connected, "connected"), (ClusterStatus.Disconnected, "disconnected") })
            yield return new Measurement<int>(states.Count(state => state == status), new KeyValuePair<string, object?>("status", name));
    }
}
