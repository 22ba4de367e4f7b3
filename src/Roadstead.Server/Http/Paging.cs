using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Lists;

namespace Roadstead.Server.Http;

/// <summary>Pages of lists, by keys and never by offsets: rows that come and go between two pages are neither skipped nor shown twice.</summary>
public static class Paging
{
    /// <summary>A page of rows that are in memory.</summary>
    /// <param name="rows">All rows, in any order.</param>
    /// <param name="key">What they are ordered by, ordinal; unique.</param>
    /// <param name="query">The parameters, checked.</param>
    public static Page<T> Of<T>(IEnumerable<T> rows, Func<T, string> key, ListQuery query)
    {
        var ordered = rows.OrderBy(key, StringComparer.Ordinal).ToList();
        var after = After(query);
        var page = ordered.Where(row => after is null || string.CompareOrdinal(key(row), after) > 0).Take(query.Take + 1).ToList();
        return Cut(page, query, key, Total(ordered.Count));
    }

    /// <summary>A page that the database reads.</summary>
    /// <param name="source">All rows, filtered, in no order.</param>
    /// <param name="key">A unique text column or expression.</param>
    /// <param name="view">From the row to what is shown.</param>
    /// <param name="query">The parameters, checked.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    public static async Task<Page<TView>> ReadAsync<TRow, TView>(
        IQueryable<TRow> source, Expression<Func<TRow, string>> key, Func<IReadOnlyList<TRow>, Task<IReadOnlyList<TView>>> view, ListQuery query, CancellationToken cancellationToken)
    {
        var ordered = source.OrderBy(key);
        var total = await ordered.Take(ListQuery.MaxTotal + 1).CountAsync(cancellationToken);
        var rows = await (After(query) is { } after ? ordered.Where(GreaterThan(key, after)) : ordered).Take(query.Take + 1).ToListAsync(cancellationToken);
        var page = Cut(rows, query, key.Compile(), Total(total));
        return new Page<TView>(await view(page.Items), page.NextCursor, page.Total);
    }

    private static string? After(ListQuery query) => query.Cursor is { Length: > 0 } && Cursor.TryDecode(query.Cursor, out var keys) ? keys[0] : null;

    private static long? Total(int count) => count > ListQuery.MaxTotal ? null : count;

    private static Page<T> Cut<T>(List<T> rows, ListQuery query, Func<T, string> key, long? total)
    {
        if (rows.Count <= query.Take) return new Page<T>(rows, null, total);
        var items = rows[..query.Take];
        return new Page<T>(items, Cursor.Encode(key(items[^1])), total);
    }

    private static Expression<Func<TRow, bool>> GreaterThan<TRow>(Expression<Func<TRow, string>> key, string after)
    {
        var compare = Expression.Call(typeof(string), nameof(string.Compare), null, key.Body, Expression.Constant(after));
        var greater = Expression.GreaterThan(compare, Expression.Constant(0));
        return Expression.Lambda<Func<TRow, bool>>(greater, key.Parameters);
    }
}
