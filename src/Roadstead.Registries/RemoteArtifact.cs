using Roadstead.Core.References;

namespace Roadstead.Registries;

/// <summary>An artifact as the registry's list shows it.</summary>
/// <param name="Digest">The digest of its manifest.</param>
/// <param name="MediaType">The manifest's media type.</param>
/// <param name="SizeBytes">What it takes as the registry counts it; of an index with its children.</param>
/// <param name="Tags">The tags that name it, each with this digest; none when it is untagged.</param>
/// <param name="Platforms">os/architecture[/variant] of the image, or of each platform of an index; attestations are left out.</param>
/// <param name="PushedAt">When it was pushed; null where the registry does not tell.</param>
public sealed record RemoteArtifact(
    Digest Digest,
    string MediaType,
    long SizeBytes,
    IReadOnlyList<RemoteTag> Tags,
    IReadOnlyList<string> Platforms,
    DateTimeOffset? PushedAt)
{
    /// <summary>When the image was built; null where it does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The manifests of an index; empty for everything else.</summary>
    public IReadOnlyList<Digest> Children { get; init; } = [];

    /// <summary>What is attached to it: signatures, SBOMs.</summary>
    public IReadOnlyList<RemoteAccessory> Accessories { get; init; } = [];

    /// <summary>What a scan of it found; null when it was not scanned, or that is not over.</summary>
    public ScanSummary? Scan { get; init; }
}
