using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.ManagedHarbors;

/// <summary>A page of the Harbors in connected clusters.</summary>
/// <param name="Url">The list's state.</param>
/// <param name="Items">This page's Harbors.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
/// <param name="Total">How many in all; null when over 10,000.</param>
public sealed record ManagedHarborsModel(ListUrl Url, IReadOnlyList<ManagedHarborView> Items, string? NextCursor, long? Total)
{
    /// <summary>Clusters to narrow the list by.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    public bool IsFiltered => Url["q"] is not null || Url["cluster"] is not null || Url["source"] is not null;

    /// <summary>True where search and filters are of use.</summary>
    public bool HasTools => Items.Count > 0 || IsFiltered;

    /// <summary>When htmx asks again; null to rest.</summary>
    public string? Trigger => HarborPace.Of(Items);
}
