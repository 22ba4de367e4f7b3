using Roadstead.Server.Console.Components;
using Roadstead.Server.Overview.Identities;

namespace Roadstead.Server.Console.Identities;

/// <summary>A page of the platform's pull identities at registries.</summary>
/// <param name="Url">The list's state.</param>
/// <param name="Items">This page's identities.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
/// <param name="Total">How many in all; null when over 10,000.</param>
public sealed record IdentitiesModel(ListUrl Url, IReadOnlyList<PlatformIdentity> Items, string? NextCursor, long? Total)
{
    public bool IsFiltered => Url["q"] is not null || Url["state"] is not null || Url["ends"] is not null;
}
