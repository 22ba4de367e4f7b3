namespace Roadstead.Core.Contracts.Images;

/// <summary>A blob or manifest.</summary>
/// <param name="Digest">The digest.</param>
/// <param name="MediaType">The media type.</param>
/// <param name="SizeBytes">Bytes.</param>
/// <param name="Platform">os/architecture[/variant]; null when it has none.</param>
/// <param name="ArtifactType">The artifact type; null when it has none.</param>
public sealed record DescriptorView(
    string Digest,
    string MediaType,
    long SizeBytes,
    string? Platform,
    string? ArtifactType);
