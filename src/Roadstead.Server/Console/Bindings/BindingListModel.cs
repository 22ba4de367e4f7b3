using Roadstead.Server.Console.Components;
using Roadstead.Server.Overview.Bindings;

namespace Roadstead.Server.Console.Bindings;

/// <summary>A page of bindings that are not ready.</summary>
/// <param name="Url">The list's state.</param>
/// <param name="Items">This page's bindings.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
/// <param name="Total">How many in all; null when over 10,000.</param>
public sealed record BindingListModel(ListUrl Url, IReadOnlyList<UnreadyBinding> Items, string? NextCursor, long? Total)
{
    public bool IsFiltered => Url["q"] is not null || Url["state"] is not null;
}
