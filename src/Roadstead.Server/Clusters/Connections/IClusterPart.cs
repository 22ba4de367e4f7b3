using Roadstead.Kubernetes;

namespace Roadstead.Server.Clusters.Connections;

/// <summary>
/// What a feature does in every connected cluster. One object serves all clusters at once, so what belongs to one cluster stays within the call. Registered as a singleton.
/// </summary>
public interface IClusterPart
{
    /// <summary>Its name in the cluster's status and in logs, kebab-case.</summary>
    string Name { get; }

    /// <summary>
    /// Works until it is cancelled. Begins when the cluster has been reached and its namespaces and pods are known; goes on while the cluster is
    /// away for a time. When it throws, that stands in the cluster's status, and it is called again after a while.
    /// </summary>
    Task RunAsync(ClusterConnection connection, CancellationToken cancellationToken);

    /// <summary>
    /// Removes what <see cref="RunAsync"/> made in a cluster that was deleted here. Finds it by its labels and names alone, because nothing of the cluster is
    /// stored any more; may be called again after it succeeded. When it throws, it is called again later. Never called while <see cref="RunAsync"/> runs for the same cluster.
    /// </summary>
    Task LeaveAsync(KubernetesClient client, CancellationToken cancellationToken);
}
