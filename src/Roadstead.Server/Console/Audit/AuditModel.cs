using Roadstead.Core.Contracts.Audit;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Audit;

/// <summary>A page of the audit, newest first.</summary>
public sealed record AuditModel(ListUrl Url, IReadOnlyList<AuditView> Items, string? NextCursor, long? Total)
{
    /// <summary>What is wrong with a filter.</summary>
    public Problem? Problem { get; init; }

    public bool IsFiltered => Url["q"] is not null || Filters.Any(filter => Url[filter] is not null);

    internal static IReadOnlyList<string> Filters { get; } = ["actor", "action", "object", "from", "to"];
}
