using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Spaces;

/// <summary>A page of spaces: of all platform registries, or of the one that the address names.</summary>
/// <param name="Url">The list's state.</param>
/// <param name="Items">This page's spaces.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
/// <param name="Total">How many in all; null when over 10,000.</param>
public sealed record SpacesModel(ListUrl Url, IReadOnlyList<SpaceView> Items, string? NextCursor, long? Total)
{
    /// <summary>Names of the platform's registries, to choose from.</summary>
    public IReadOnlyList<string> Registries { get; init; } = [];

    /// <summary>Those of them that can limit what a space holds.</summary>
    public IReadOnlyList<string> Limiting { get; init; } = [];

    /// <summary>The registry whose spaces these are; null for all.</summary>
    public string? Registry => Url["registry"];

    public bool IsFiltered => Url["q"] is not null || Url["visibility"] is not null || Url["bound"] is not null || Url["bindings"] is not null || Url["workspace"] is not null;

    /// <summary>When htmx asks again: after a dialog that changed something, and by itself while something on this page is under way.</summary>
    public string Trigger => Items.Any(IsUnderWay) ? "dialog-changed from:body, every 5s" : "dialog-changed from:body";

    private static bool IsUnderWay(SpaceView space) =>
        space.State is DeliveryState.Pending or DeliveryState.Removing || space.Removing || space.Workspaces.Any(binding => binding.State is DeliveryState.Pending or DeliveryState.Removing);

    public string CreatePath => Registry is null ? ConsolePaths.CreateSpace : ConsolePaths.CreateSpaceIn(Registry);
}
