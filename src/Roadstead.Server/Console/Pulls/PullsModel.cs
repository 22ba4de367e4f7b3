using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;
using Roadstead.Server.Overview.Pulls;

namespace Roadstead.Server.Console.Pulls;

/// <summary>A page of what the doors answered, newest first.</summary>
/// <param name="Url">The list's state.</param>
/// <param name="Items">This page's answers.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
public sealed record PullsModel(ListUrl Url, IReadOnlyList<PullView> Items, string? NextCursor)
{
    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public Problem? Problem { get; init; }

    public bool IsFiltered => Url["q"] is not null || Filters.Any(filter => Url[filter] is not null);

    /// <summary>True where a filter is set that has no place in the first row.</summary>
    public bool IsPlaced => Placing.Any(filter => Url[filter] is not null);

    internal static IReadOnlyList<string> Filters { get; } = ["answer", "reason", "namespace", "workspace", "registry", "from", "to"];

    internal static IReadOnlyList<string> Placing { get; } = ["namespace", "workspace", "registry", "from", "to"];
}
