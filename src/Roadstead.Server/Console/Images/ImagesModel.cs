using Roadstead.Core.Contracts.Images;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Images;

namespace Roadstead.Server.Console.Images;

/// <summary>Images: what one namespace may pull, or what one registry holds.</summary>
/// <param name="From">The namespace, or the registry.</param>
/// <param name="Url">The list's state.</param>
/// <param name="Facets">What the list can be narrowed to, and how the registries do.</param>
/// <param name="Items">This page's images.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
/// <param name="Total">How many in all; null when over 10,000.</param>
public sealed record ImagesModel(ImageViewpoint From, ListUrl Url, ImageFacets Facets, IReadOnlyList<ImageView> Items, string? NextCursor, long? Total)
{
    /// <summary>The namespace among those that could be picked; none of them at a registry, and where one is given.</summary>
    public NamespaceChoice Choice { get; init; } = new([]);

    /// <summary>True in a cluster that runs something.</summary>
    public bool HasDeployments { get; init; }

    /// <summary>True when search or filters leave something out.</summary>
    public bool IsFiltered => Url["q"] is not null || Url["show"] is not null || Url["registry"] is not null || Url["space"] is not null || Url["from"] is not null;

    /// <summary>Registries that do not answer as they should. What the index knows of them is shown all the same.</summary>
    public IEnumerable<RegistryFacet> Unhealthy => Facets.Registries.Where(registry => registry.Status == RegistryStatus.Unhealthy);

    /// <summary>Registries whose first crawl has not ended: their images are still coming.</summary>
    public IEnumerable<RegistryFacet> Crawling => Facets.Registries.Where(registry => registry.Index.FinishedAt is null);

    /// <summary>A platform registry and a workspace's own may have the same name; only the platform's are divided into spaces.</summary>
    public RegistryFacet? RegistryOf(ImageView image) =>
        Facets.Registries.FirstOrDefault(registry => registry.Name == image.Registry && registry.Workspace is null == image.Space is not null);

    /// <summary>What of an image's name says where it is. Where a host stands for a part of the registry, it says as much as the prefix of the others.</summary>
    public string HostOf(ImageView image) =>
        RegistryOf(image)?.PullPrefix is { } prefix && image.Image.StartsWith(prefix, StringComparison.Ordinal) ? prefix : image.Image[..(image.Image.IndexOf('/', StringComparison.Ordinal) + 1)];

    /// <summary>The rest of its name.</summary>
    public string PathOf(ImageView image) => image.Image[HostOf(image).Length..];
}
