namespace Roadstead.Core.Contracts.Images;

/// <summary>A tag.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Digest">What it names now.</param>
/// <param name="Reference">What to put in a pod: image and tag.</param>
/// <param name="SizeBytes">Compressed bytes of config and layers, over all platforms; null when not known.</param>
/// <param name="Platforms">os/architecture[/variant].</param>
/// <param name="PushedAt">When it was pushed, or made where the registry knows no push time; null when neither is known.</param>
public sealed record TagView(
    string Tag,
    string Digest,
    string Reference,
    long? SizeBytes,
    IReadOnlyList<string> Platforms,
    DateTimeOffset? PushedAt)
{
    /// <summary>Which nodes of the cluster that was asked for can run it; null when its platforms or the nodes are not known.</summary>
    public NodeFit? NodeFit { get; init; }

    /// <summary>Platforms of nodes that it is not for, as os/architecture.</summary>
    public IReadOnlyList<string> MissingPlatforms { get; init; } = [];
}
