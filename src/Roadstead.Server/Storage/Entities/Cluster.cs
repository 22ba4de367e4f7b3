using Roadstead.Core.Contracts.Clusters;

namespace Roadstead.Server.Storage.Entities;

public sealed class Cluster : IRevisioned
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Never changes: rows of namespaces refer to it.</summary>
    public required string Name { get; set; }

    public ClusterKind Kind { get; set; }

    /// <summary>Address of the API server, as the kubeconfig names it; null for a standalone cluster.</summary>
    public string? Server { get; set; }

    /// <summary>The uid of its namespace kube-system, which tells the cluster itself whatever it is called; null for a standalone cluster, and until it has been reached.</summary>
    public string? Uid { get; set; }

    /// <summary>The kubeconfig; null for a standalone cluster.</summary>
    public byte[]? KubeconfigCipher { get; set; }

    /// <summary>The part of the webhook addresses that only this cluster's API server knows; null for a standalone cluster.</summary>
    public byte[]? AdmissionSecretCipher { get; set; }

    /// <summary>Where this cluster reaches Roadstead; null: the public URL.</summary>
    public string? ServerUrl { get; set; }

    public AdmissionMode Admission { get; set; }

    public UnmanagedImages UnmanagedImages { get; set; }

    /// <summary>True: Harbors in it that Roadstead did not make are integrated as well, with the login that their own secrets hold.</summary>
    public bool IntegrateFoundHarbors { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public long Revision { get; set; }
}
