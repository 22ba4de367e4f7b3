using System.Globalization;
using System.Text.Json.Nodes;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Queries;

/// <summary>Paging, sorting and filtering of a list, with Harbor's ways: unknown columns are ignored, 0 and negative pages make odd links.</summary>
internal sealed class ListQuery
{
    private const int DefaultSize = 10;
    private const int MaxSize = 100;
    private readonly HarborCall call;
    private readonly long page;
    private readonly long size;
    private readonly string? sort;

    private ListQuery(HarborCall call, bool isOld)
    {
        this.call = call;
        page = call.QueryNumber("page") ?? 1;
        size = call.QueryNumber("page_size") ?? DefaultSize;
        sort = isOld ? null : call.Query("sort");
        if (size > MaxSize && call.Features.PageSizeIsCapped)
        {
            throw HarborException.Unprocessable("page_size in query should be less than or equal to 100");
        }
    }

    /// <summary>The conditions of q; a caller may look at, take out or add some.</summary>
    public List<QueryCondition> Conditions { get; private init; } = [];

    /// <summary>Reads the query of a list.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isFromV1">Whether the list is one that the API had before 2.0, which learned q and sort in 2.3 only.</param>
    public static ListQuery From(HarborCall call, bool isFromV1 = false)
    {
        var isOld = isFromV1 && !call.Features.QueriesEverywhere;
        var query = new ListQuery(call, isOld);
        query.Conditions.AddRange(isOld ? [] : QueryCondition.Parse(call.Query("q")));
        return query;
    }

    public QueryCondition? Take(string key)
    {
        var found = Conditions.FirstOrDefault(condition => condition.Key == key);
        Conditions.RemoveAll(condition => condition.Key == key);
        return found;
    }

    /// <summary>The page as JSON with its headers.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="columns">What can be asked for.</param>
    /// <param name="defaultSort">Used without a sort that is known.</param>
    /// <param name="view">JSON of a row.</param>
    public HarborAnswer Answer<T>(IEnumerable<T> rows, Columns<T> columns, string defaultSort, Func<T, JsonNode?> view)
    {
        var matching = rows.Where(row => Conditions.All(condition => !columns.TryGetValue(condition.Key, out var column) || condition.Matches(column(row)))).ToList();
        var sorted = Sort(matching, columns, defaultSort).ToList();
        var shown = size <= 0 ? sorted : sorted.Skip((int)Math.Min(int.MaxValue, (Math.Max(page, 1) - 1) * size)).Take((int)size);
        var answer = HarborAnswer.Json(HarborJson.Array(shown, view));
        answer.Headers["X-Total-Count"] = sorted.Count.ToString(CultureInfo.InvariantCulture);
        if (Links(sorted.Count) is { Length: > 0 } links)
        {
            answer.Headers["Link"] = links;
        }

        return answer;
    }

    private IEnumerable<T> Sort<T>(List<T> rows, Columns<T> columns, string defaultSort)
    {
        var keys = (sort ?? "").Split(',').Select(key => key.Trim()).Where(key => columns.ContainsKey(key.TrimStart('-'))).ToList();
        if (keys.Count == 0)
        {
            keys = [.. defaultSort.Split(',')];
        }

        IOrderedEnumerable<T>? ordered = null;
        foreach (var key in keys)
        {
            var column = columns[key.TrimStart('-')];
            ordered = (ordered, key[0] == '-') switch
            {
                (null, false) => rows.OrderBy(column, ColumnOrder.Instance),
                (null, true) => rows.OrderByDescending(column, ColumnOrder.Instance),
                ({ } before, false) => before.ThenBy(column, ColumnOrder.Instance),
                ({ } before, true) => before.ThenByDescending(column, ColumnOrder.Instance),
            };
        }

        return ordered!;
    }

    private string Links(int total)
    {
        var links = new List<string>();
        if (size != 0 && page > 1 && (page - 1) * size < total)
        {
            links.Add($"<{Address(page - 1)}>; rel=\"prev\"");
        }

        if (size != 0 && page * size < total)
        {
            links.Add($"<{Address(page + 1)}>; rel=\"next\"");
        }

        return string.Join(" , ", links);
    }

    // The path keeps its encoding, the query loses it: raw blanks and brackets are the real thing.
    private string Address(long to)
    {
        var values = call.Http.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        values["page"] = to.ToString(CultureInfo.InvariantCulture);
        values["page_size"] = size.ToString(CultureInfo.InvariantCulture);
        var query = values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");
        return $"{HarborPipeline.RawPath(call.Http)}?{string.Join('&', query)}";
    }

    private sealed class ColumnOrder : IComparer<object?>
    {
        public static ColumnOrder Instance { get; } = new();

        public int Compare(object? x, object? y) => (x, y) switch
        {
            (string a, string b) => string.CompareOrdinal(a, b),
            (IComparable a, { } b) => a.CompareTo(b),
            (null, null) => 0,
            (null, _) => -1,
            _ => 1,
        };
    }
}
