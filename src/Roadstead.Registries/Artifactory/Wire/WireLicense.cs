namespace Roadstead.Registries.Artifactory.Wire;

/// <summary>One licence, or those of a cluster's nodes.</summary>
internal sealed record WireLicense(string? Type, IReadOnlyList<WireLicense?>? Licenses);
