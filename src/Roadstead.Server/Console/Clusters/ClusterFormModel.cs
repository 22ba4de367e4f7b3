using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.Clusters;

/// <summary>The form that makes or edits a cluster, with what was typed. A kubeconfig goes in and never comes back.</summary>
/// <param name="Edited">The cluster's name; null to make one.</param>
public sealed record ClusterFormModel(string? Edited = null)
{
    public string? Name { get; init; }

    public ClusterKind Kind { get; init; } = ClusterKind.Kubernetes;

    /// <summary>Where the cluster reaches this server; null on the form of a new one: this server's public address.</summary>
    public string? ServerUrl { get; init; }

    /// <summary>Chosen on the form of an existing one: a new cluster starts with it off.</summary>
    public AdmissionMode Admission { get; init; } = AdmissionMode.Off;

    public UnmanagedImages UnmanagedImages { get; init; } = UnmanagedImages.Allow;

    /// <summary>Chosen on the form of an existing one: of a new cluster nothing is read.</summary>
    public FoundHarbors FoundHarbors { get; init; } = FoundHarbors.Ignore;

    /// <summary>What admission would deny now; null on the form of a new one, and of a standalone one.</summary>
    public WouldDenyView? Denials { get; init; }

    public Problem? Problem { get; init; }

    public bool IsKubernetes => Kind == ClusterKind.Kubernetes;

    public string Action => Edited is null ? ConsolePaths.CreateCluster : ConsolePaths.EditCluster(Edited);

    public string Back => Edited is null ? ConsolePaths.Clusters : ConsolePaths.Cluster(Edited);
}
