using Roadstead.Core.References;

namespace Roadstead.Registries;

/// <summary>What a digest names, with what its manifest says.</summary>
/// <param name="Digest">The digest of its manifest.</param>
/// <param name="MediaType">The manifest's media type.</param>
/// <param name="ArtifactType">The artifact type, where it has one.</param>
/// <param name="SubjectDigest">The manifest that it is attached to; null for none.</param>
/// <param name="Platforms">os/architecture[/variant] of the image, or of each platform of an index; attestations are left out.</param>
/// <param name="Blobs">Every blob and child manifest that it needs, the manifest itself included, each digest once.</param>
/// <param name="Config">The image's configuration; of linux/amd64 or else the first platform of an index; null when it is no image.</param>
/// <param name="Layers">The layers of that image.</param>
/// <param name="Manifests">The children of an index.</param>
public sealed record Artifact(
    Digest Digest,
    string MediaType,
    string? ArtifactType,
    Digest? SubjectDigest,
    IReadOnlyList<string> Platforms,
    IReadOnlyList<ArtifactBlob> Blobs,
    ArtifactConfig? Config,
    IReadOnlyList<ArtifactBlob> Layers,
    IReadOnlyList<ArtifactBlob> Manifests)
{
    /// <summary>Compressed bytes of everything that it needs, each blob once.</summary>
    public long SizeBytes => Blobs.Sum(blob => blob.SizeBytes);
}
