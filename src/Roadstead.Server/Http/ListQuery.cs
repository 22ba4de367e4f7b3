using System.ComponentModel;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Http;

/// <summary>The query parameters that every list takes.</summary>
public sealed record ListQuery
{
    [Description("Rows of a page, 1 to 500; 50 by default.")]
    public int? Limit { get; init; }

    [Description("The nextCursor of the page before.")]
    public string? Cursor { get; init; }

    [Description("Text to search for.")]
    public string? Q { get; init; }

    [Description("An allow-listed field; '-' before it sorts the other way round.")]
    public string? Sort { get; init; }

    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;
    public const string Escape = "\\";

    /// <summary>Above this many rows a list does not count.</summary>
    public const int MaxTotal = 10_000;

    /// <summary>What <see cref="Q"/> is to a database's LIKE, with <see cref="Escape"/> before what is meant literally; null when nothing is searched for. LIKE knows no case, at least of a-z.</summary>
    public string? Pattern => string.IsNullOrEmpty(Q) ? null : $"%{Q.Replace(Escape, Escape + Escape, StringComparison.Ordinal).Replace("%", Escape + "%", StringComparison.Ordinal).Replace("_", Escape + "_", StringComparison.Ordinal)}%";

    /// <summary>The page size in force.</summary>
    public int Take => Limit ?? DefaultLimit;

    /// <summary>What is wrong with the parameters; null when nothing is.</summary>
    /// <param name="sorts">The allow-listed sort fields; none when the list has one order only.</param>
    public Problem? Check(params ReadOnlySpan<string> sorts)
    {
        if (Limit is < 1 or > MaxLimit) return Problem.ForField(ErrorCodes.ValidationFailed, "limit", $"limit is 1 to {MaxLimit}.");
        if (Q is { Length: > 200 }) return Problem.ForField(ErrorCodes.ValidationFailed, "q", "q is at most 200 characters long.");
        if (Q is not null && Q.Any(char.IsControl)) return Problem.ForField(ErrorCodes.ValidationFailed, "q", "q holds no control characters.");
        if (Cursor is { Length: > 0 } && !Http.Cursor.TryDecode(Cursor, out _))
            return Problem.ForField(ErrorCodes.ValidationFailed, "cursor", "This cursor is none of ours: take nextCursor of the page before, unchanged.");
        if (Sort is { Length: > 0 } sort && !sorts.Contains(sort.TrimStart('-')))
            return Problem.ForField(ErrorCodes.ValidationFailed, "sort", sorts.IsEmpty ? "This list cannot be sorted." : $"sort is one of: {string.Join(", ", sorts.ToArray())}; '-' before it for the other way round.");
        return null;
    }
}
