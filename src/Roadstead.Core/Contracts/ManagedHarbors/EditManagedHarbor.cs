namespace Roadstead.Core.Contracts.ManagedHarbors;

/// <summary>Body of <c>PATCH /managed-harbors/{cluster}/{namespace}/{name}</c>; null leaves a field as it is.</summary>
/// <param name="Version">A newer release.</param>
/// <param name="ExternalUrl">Another address; its registry moves with it.</param>
/// <param name="Access">Its ingress, the whole of it.</param>
/// <param name="Replicas">1 to 9.</param>
/// <param name="Trivy">Whether it scans images.</param>
/// <param name="AdminPassword">The password that its user <c>admin</c> has by now: Harbor takes another one only in its own console. Its secret and its registry follow.</param>
public sealed record EditManagedHarbor(
    string? Version = null,
    string? ExternalUrl = null,
    HarborAccess? Access = null,
    int? Replicas = null,
    bool? Trivy = null,
    string? AdminPassword = null);
