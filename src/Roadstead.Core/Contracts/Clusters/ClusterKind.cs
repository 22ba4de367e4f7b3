namespace Roadstead.Core.Contracts.Clusters;

/// <summary>What a cluster is. On the wire: kebab-case.</summary>
public enum ClusterKind
{
    /// <summary>A Kubernetes cluster.</summary>
    Kubernetes,

    /// <summary>No Kubernetes: its namespaces are only names.</summary>
    Standalone,
}
