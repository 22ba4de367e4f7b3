namespace Roadstead.Core.Contracts.ManagedHarbors;

/// <summary>Body of <c>POST /managed-harbors</c>. At least one of <paramref name="ExternalUrl"/> and <paramref name="Access"/> is given.</summary>
/// <param name="Cluster">A connected Kubernetes cluster.</param>
/// <param name="Namespace">Made when it is not there.</param>
/// <param name="Name">1-40 of a-z 0-9 '-', beginning with a letter.</param>
/// <param name="Version">The release, such as <c>2.6.2</c>; null: the server's default.</param>
/// <param name="ExternalUrl">The address by which people, nodes and Roadstead reach it; null: the host of the ingress.</param>
/// <param name="Access">Its ingress; null: you expose it by other means.</param>
/// <param name="Replicas">1 to 9; null: 1.</param>
/// <param name="Storage">Where its images are.</param>
/// <param name="Database">A database that exists; null: the operator makes one.</param>
/// <param name="Redis">A Redis that exists; null: the operator makes one.</param>
/// <param name="Trivy">Whether it scans images; null: no.</param>
/// <param name="AdminPassword">Password of its user <c>admin</c>; null: a random one, which only its secret in the cluster tells.</param>
public sealed record CreateManagedHarbor(
    string? Cluster,
    string? Namespace,
    string? Name,
    string? Version = null,
    string? ExternalUrl = null,
    HarborAccess? Access = null,
    int? Replicas = null,
    HarborVolume? Storage = null,
    HarborDatabase? Database = null,
    HarborRedis? Redis = null,
    bool? Trivy = null,
    string? AdminPassword = null);
