using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Images;
using Roadstead.Server.Workspaces;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>What a workspace may pull: spaces of the platform's registries, and its own registries.</summary>
/// <param name="Frame">Around it.</param>
/// <param name="Url">The list's state.</param>
/// <param name="Spaces">This page's spaces.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
/// <param name="Total">How many spaces in all; null when over 10,000.</param>
/// <param name="Own">Its own registries, on the first page alone.</param>
/// <param name="Registries">How the registries do.</param>
public sealed record MayPullModel(
    WorkspaceFrame Frame, ListUrl Url, IReadOnlyList<SpaceView> Spaces, string? NextCursor, long? Total, IReadOnlyList<RegistryView> Own, IReadOnlyList<RegistryFacet> Registries)
{
    /// <summary>A namespace to choose images for; null when the workspace has none.</summary>
    public NamespacePlace? Place { get; init; }

    public bool IsFiltered => Url["q"] is not null || Url["show"] is not null;
}
