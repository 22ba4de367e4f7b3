namespace Roadstead.Core.Contracts.Clusters;

/// <summary>Body of <c>PATCH /clusters/{c}</c>; null leaves a field as it is.</summary>
/// <param name="ServerUrl">Where this cluster reaches Roadstead.</param>
/// <param name="UnmanagedImages">Unmanaged images.</param>
/// <param name="Admission">Admission; a standalone cluster has none.</param>
/// <param name="Kubeconfig">Other credentials, or another address, of the same cluster.</param>
/// <param name="FoundHarbors">Harbors that Roadstead did not make; a standalone cluster has none.</param>
public sealed record EditCluster(
    string? ServerUrl = null,
    UnmanagedImages? UnmanagedImages = null,
    AdmissionMode? Admission = null,
    string? Kubeconfig = null,
    FoundHarbors? FoundHarbors = null);
