namespace Roadstead.Core.Contracts.ManagedHarbors;

/// <summary>What a Harbor of Roadstead's shall be, without its secrets.</summary>
/// <param name="Version">The release, such as <c>2.6.2</c>.</param>
/// <param name="ExternalUrl">The address by which people, nodes and Roadstead reach it.</param>
/// <param name="Access">Its ingress; null: whoever asked for it exposes it by other means.</param>
/// <param name="Replicas">How many of each part that may run more than once.</param>
/// <param name="Storage">Where its images are.</param>
/// <param name="Database">Its database; null: one that the operator makes.</param>
/// <param name="Redis">Its Redis; null: one that the operator makes.</param>
/// <param name="Trivy">Whether it scans images.</param>
public sealed record HarborSettings(
    string Version,
    string ExternalUrl,
    HarborAccess? Access,
    int Replicas,
    HarborVolume Storage,
    HarborDatabase? Database,
    HarborRedis? Redis,
    bool Trivy);
