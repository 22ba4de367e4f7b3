using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Watching;

namespace Roadstead.Server.Clusters.Connections;

/// <summary>A cluster that has been reached, until its kubeconfig changes or it is deleted. Stays while the cluster is away for a time; what the informers know is then as old as their lag.</summary>
public sealed class ClusterConnection
{
    /// <summary>The cluster's row.</summary>
    public required Guid ClusterId { get; init; }

    /// <summary>The cluster's name, which never changes.</summary>
    public required string Name { get; init; }

    /// <summary>For calls. Not to be disposed by who uses it.</summary>
    public required KubernetesClient Client { get; init; }

    /// <summary>All namespaces. Synced.</summary>
    public required Informer<Namespace> Namespaces { get; init; }

    /// <summary>All pods, without their annotations, finalizers and conditions. Synced.</summary>
    public required Informer<Pod> Pods { get; init; }
}
