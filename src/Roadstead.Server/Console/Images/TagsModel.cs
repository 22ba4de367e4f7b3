using Roadstead.Core.Contracts.Images;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Images;

namespace Roadstead.Server.Console.Images;

/// <summary>The tags of one image, newest first.</summary>
/// <param name="From">The namespace that may pull it, or the registry that holds it.</param>
/// <param name="Place">Where the image is.</param>
/// <param name="Url">The list's state.</param>
/// <param name="Items">This page's tags.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
/// <param name="Total">How many in all; null when over 10,000.</param>
public sealed record TagsModel(ImageViewpoint From, ImagePlace Place, ListUrl Url, IReadOnlyList<TagView> Items, string? NextCursor, long? Total)
{
    /// <summary>True for those who may deploy it in the namespace.</summary>
    public bool MayDeploy { get; init; }

    /// <summary>True for those who may delete it, at a registry that can.</summary>
    public bool MayDelete { get; init; }
}
