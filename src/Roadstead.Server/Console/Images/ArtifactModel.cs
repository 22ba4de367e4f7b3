using Roadstead.Core.Contracts.Images;
using Roadstead.Core.Errors;
using Roadstead.Server.Images;

namespace Roadstead.Server.Console.Images;

/// <summary>What a tag or digest names.</summary>
/// <param name="From">The namespace that may pull it, or the registry that holds it.</param>
/// <param name="Place">Where the image is.</param>
/// <param name="Reference">The tag or digest that was asked for.</param>
/// <param name="Artifact">What was read; null when it could not be.</param>
/// <param name="Commands">How to pull it.</param>
/// <param name="Problem">Why it could not be read.</param>
public sealed record ArtifactModel(ImageViewpoint From, ImagePlace Place, string Reference, ArtifactView? Artifact, PullCommandsModel Commands, Problem? Problem)
{
    public bool IsByDigest => Reference.Contains(':', StringComparison.Ordinal);

    /// <summary>True for those who may deploy it in the namespace.</summary>
    public bool MayDeploy { get; init; }

    /// <summary>True for those who may delete it, at a registry that can.</summary>
    public bool MayDelete { get; init; }

    /// <summary>The whole name.</summary>
    public string Name => Place.Image + (IsByDigest ? "@" : ":") + Reference;

    /// <summary>Where a scan's result is asked for; null where the registry scans nothing.</summary>
    public string? Scan { get; init; }

    /// <summary>Steps of the history, the newest last, as they were made.</summary>
    public IReadOnlyList<HistoryView> History => Artifact?.History ?? [];
}
