namespace Roadstead.Core.Contracts.Clusters;

/// <summary>Body of <c>POST /clusters</c>.</summary>
/// <param name="Name">1-63 of a-z 0-9 '-', not at the ends.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Kubeconfig">YAML of a kubeconfig; for Kubernetes only.</param>
/// <param name="ServerUrl">Where this cluster reaches Roadstead; null: the public URL.</param>
/// <param name="UnmanagedImages">Null: allow.</param>
public sealed record CreateCluster(
    string? Name,
    ClusterKind Kind = ClusterKind.Kubernetes,
    string? Kubeconfig = null,
    string? ServerUrl = null,
    UnmanagedImages? UnmanagedImages = null);
