using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Leaving;

/// <summary>A page of what is being left.</summary>
/// <param name="Kind">Registries or clusters.</param>
/// <param name="Url">The list's state.</param>
/// <param name="Items">This page's.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
/// <param name="Total">How many in all.</param>
public sealed record LeavingModel(LeavingKind Kind, ListUrl Url, IReadOnlyList<LeavingItem> Items, string? NextCursor, long? Total)
{
    public bool IsRegistries => Kind == LeavingKind.Registries;

    public string List => IsRegistries ? ConsolePaths.Registries : ConsolePaths.Clusters;

    /// <summary>When htmx asks again; null once nothing is left to be done.</summary>
    public string? Trigger => Items.Count > 0 ? "every 10s" : null;
}
