using System.Globalization;
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

    /// <summary>The file of all that match, by the API's own address.</summary>
    /// <param name="format">csv or jsonl.</param>
    public string Export(string format)
    {
        var url = new ListUrl("/api/v1/audit/export").With("format", format).With("q", Url["q"]).With("from", Time(From)).With("to", Time(To));
        return Filters.Except(["from", "to"]).Aggregate(url, (made, filter) => made.With(filter, Url[filter])).ToString();
    }

    /// <summary>From this moment on; null for all that came before.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    internal static IReadOnlyList<string> Filters { get; } = ["actor", "action", "object", "workspace", "registry", "outcome", "from", "to"];

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
