using Roadstead.Core.Contracts.Clusters;

namespace Roadstead.Server.Access;

/// <summary>A cluster as reconcilers and doors know it, its secrets included. Its value equals the one before while nothing of it changed. Never serialized, never logged.</summary>
/// <param name="ClusterId">The row.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Kubeconfig">How to reach it; null for a standalone cluster, and when it cannot be decrypted.</param>
/// <param name="AdmissionSecret">The part of the webhook addresses that only its API server knows; null as above.</param>
/// <param name="ServerUrl">Where it reaches Roadstead: scheme, host and port.</param>
/// <param name="Admission">What admission does there.</param>
/// <param name="UnmanagedImages">What may be done with images of hosts that no registry is integrated for.</param>
/// <param name="Server">Address of its API server; null for a standalone cluster.</param>
public sealed record PublishedCluster(
    Guid ClusterId,
    string Name,
    ClusterKind Kind,
    string? Kubeconfig,
    string? AdmissionSecret,
    Uri ServerUrl,
    AdmissionMode Admission,
    UnmanagedImages UnmanagedImages,
    Uri? Server = null)
{
    /// <summary>Only the name: the rest holds secrets.</summary>
    public override string ToString() => Name;
}
