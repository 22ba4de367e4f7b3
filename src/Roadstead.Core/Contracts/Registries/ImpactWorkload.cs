namespace Roadstead.Core.Contracts.Registries;

/// <summary>A running workload that uses what is about to be taken away.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Kind">Its Kubernetes kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Images">The images.</param>
/// <param name="Running">Pods in phase Running.</param>
public sealed record ImpactWorkload(
    string Cluster,
    string Namespace,
    string Kind,
    string Name,
    IReadOnlyList<string> Images,
    int Running);
