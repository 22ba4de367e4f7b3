using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Registries;

/// <summary>A page of the pull identities for a registry.</summary>
/// <param name="Level">Whose registry.</param>
/// <param name="Registry">The registry.</param>
/// <param name="Url">The list's state.</param>
/// <param name="Items">This page's identities.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
/// <param name="Total">How many in all; null when over 10,000.</param>
public sealed record RegistryIdentitiesModel(RegistryLevel Level, RegistryView Registry, ListUrl Url, IReadOnlyList<IdentityView> Items, string? NextCursor, long? Total)
{
    public RegistryLinks Links => Level.LinksOf(Registry.Name);

    /// <summary>When htmx asks again: while one comes or goes, or fails; null once all are ready.</summary>
    public string? Trigger => Items.Any(identity => identity.State is DeliveryState.Pending or DeliveryState.Removing or DeliveryState.Failing && identity.Reason != "closed") ? "every 5s" : null;
}
