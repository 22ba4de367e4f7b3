using Roadstead.Registries;

namespace Roadstead.Server.Images.Index;

/// <summary>An artifact as the index keeps it.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="MediaType">The manifest's media type.</param>
/// <param name="Platforms">The platforms that it is for.</param>
/// <param name="SizeBytes">What it takes.</param>
/// <param name="CreatedAt">When it was built.</param>
/// <param name="Blobs">What it is made of, with sizes that add up to its own.</param>
internal sealed record ArtifactRow(string Digest, string MediaType, IReadOnlyList<string> Platforms, long SizeBytes, DateTimeOffset? CreatedAt, IReadOnlyList<(string Digest, long SizeBytes)> Blobs)
{
    /// <summary>One whose manifest was read.</summary>
    public static ArtifactRow Of(Artifact artifact) => new(
        artifact.Digest.Value,
        artifact.MediaType,
        artifact.Platforms,
        artifact.SizeBytes,
        artifact.Config?.Created,
        [.. artifact.Blobs.Select(blob => (blob.Digest.Value, blob.SizeBytes))]);

    /// <summary>One that a list told of. What its blobs are is not told, so it stands for them all; its children are known by their digests, which nodes name.</summary>
    public static ArtifactRow Of(RemoteArtifact artifact) => new(
        artifact.Digest.Value,
        artifact.MediaType,
        artifact.Platforms,
        artifact.SizeBytes,
        artifact.CreatedAt,
        [(artifact.Digest.Value, artifact.SizeBytes), .. artifact.Children.Select(child => (child.Value, 0L))]);
}
