namespace Roadstead.Core.Contracts.Images;

/// <summary>What a reference names.</summary>
/// <param name="Image">The name to pull by, without tag.</param>
/// <param name="Digest">The digest.</param>
/// <param name="MediaType">The manifest's media type.</param>
/// <param name="ArtifactType">The artifact type, where it has one.</param>
/// <param name="Tags">Tags that name this digest, as far as indexed.</param>
/// <param name="SizeBytes">Compressed bytes of config and layers, over all platforms.</param>
/// <param name="Platforms">os/architecture[/variant].</param>
/// <param name="Config">The image's configuration, of linux/amd64 or else the first platform; null when it is no image.</param>
/// <param name="History">How it was built, oldest first.</param>
/// <param name="Layers">Its layers.</param>
/// <param name="Manifests">The platforms' manifests of an index.</param>
/// <param name="Referrers">Signatures and attachments.</param>
public sealed record ArtifactView(
    string Image,
    string Digest,
    string MediaType,
    string? ArtifactType,
    IReadOnlyList<string> Tags,
    long? SizeBytes,
    IReadOnlyList<string> Platforms,
    ImageConfigView? Config,
    IReadOnlyList<HistoryView> History,
    IReadOnlyList<DescriptorView> Layers,
    IReadOnlyList<DescriptorView> Manifests,
    IReadOnlyList<DescriptorView> Referrers);
