using System.Collections.Concurrent;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Watching;
using Roadstead.Server.Access;

namespace Roadstead.Server.Clusters.Nodes;

/// <summary>The nodes that are followed, by the cluster's row, so that a new cluster under an old name inherits nothing.</summary>
internal sealed class ClusterNodes(IClusterSource clusters) : IClusterNodes
{
    private readonly ConcurrentDictionary<Guid, Informer<Node>> followed = new();

    public IReadOnlyList<string>? PlatformsOf(string cluster) =>
        clusters.Clusters.TryGetValue(cluster, out var known) && followed.TryGetValue(known.ClusterId, out var nodes) && nodes.HasSynced
            ? [.. nodes.Items.Select(PlatformOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)]
            : null;

    public void Begin(Guid clusterId, Informer<Node> nodes) => followed[clusterId] = nodes;

    public void End(Guid clusterId, Informer<Node> nodes) => followed.TryRemove(KeyValuePair.Create(clusterId, nodes));

    private static string? PlatformOf(Node node) =>
        node.Status?.NodeInfo is { OperatingSystem: { Length: > 0 } system, Architecture: { Length: > 0 } architecture } ? $"{system}/{architecture}" : null;
}
