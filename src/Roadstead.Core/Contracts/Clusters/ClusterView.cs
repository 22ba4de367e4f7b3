namespace Roadstead.Core.Contracts.Clusters;

/// <summary>A cluster.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Server">The API server's address; null for standalone.</param>
/// <param name="ServerUrl">Where this cluster reaches Roadstead.</param>
/// <param name="Version">The Kubernetes version; null for standalone.</param>
/// <param name="Status">Whether Roadstead reaches it.</param>
/// <param name="Reason">A code for the status.</param>
/// <param name="Message">The status in words.</param>
/// <param name="ChangedAt">Since when status and reason are so, as far as this server has seen since its start.</param>
/// <param name="NamespaceCount">How many namespaces it has, as last seen; those that workspaces hold, of a standalone cluster and of one that was not reached yet.</param>
/// <param name="Admission">What admission does.</param>
/// <param name="AdmissionStatus">How far the cluster's webhooks are as <paramref name="Admission"/> asks; null for standalone.</param>
/// <param name="UnmanagedImages">Images of unknown hosts.</param>
/// <param name="FoundHarbors">Harbors that Roadstead did not make.</param>
/// <param name="CreatedAt">When it was connected.</param>
public sealed record ClusterView(
    string Name,
    ClusterKind Kind,
    string? Server,
    string ServerUrl,
    string? Version,
    ClusterStatus Status,
    string? Reason,
    string? Message,
    DateTimeOffset ChangedAt,
    int NamespaceCount,
    AdmissionMode Admission,
    AdmissionStatusView? AdmissionStatus,
    UnmanagedImages UnmanagedImages,
    FoundHarbors FoundHarbors,
    DateTimeOffset CreatedAt)
{
    /// <summary>The platforms of its nodes, as os/architecture, as last seen; null when not known: not reached yet, without the right to list nodes, or standalone.</summary>
    public IReadOnlyList<string>? Platforms { get; init; }
}
