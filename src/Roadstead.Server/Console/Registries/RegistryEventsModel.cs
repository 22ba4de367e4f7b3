using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Registries;

/// <summary>A page of what a registry told of.</summary>
/// <param name="Level">Whose registry.</param>
/// <param name="Registry">The registry.</param>
/// <param name="Url">The list's state.</param>
/// <param name="Items">This page's events, newest first.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
/// <param name="Total">How many in all.</param>
public sealed record RegistryEventsModel(RegistryLevel Level, RegistryView Registry, ListUrl Url, IReadOnlyList<RegistryEventView> Items, string? NextCursor, long? Total)
{
    public RegistryLinks Links => Level.LinksOf(Registry.Name);

    /// <summary>True where it can tell of changes.</summary>
    public bool Tells => Registry.Capabilities.Contains(RegistryCapability.Events);

    public bool IsFiltered => Url["q"] is not null || Url["kind"] is not null;
}
