using System.Globalization;
using System.Net;
using Roadstead.Testing.Harbor.Http;

namespace Roadstead.Testing.Harbor.Queries;

/// <summary>One <c>key=value</c> of a q.</summary>
internal sealed record QueryCondition(string Key, QueryKind Kind, IReadOnlyList<string> Values)
{
    /// <summary>Reads a q, which was decoded once already: Harbor decodes it again, and leaves it where that fails.</summary>
    public static IReadOnlyList<QueryCondition> Parse(string? q)
    {
        if (string.IsNullOrEmpty(q))
        {
            return [];
        }

        return [.. DecodeAgain(q).Split(',').Select(ParseOne)];
    }

    public bool Matches(object? value)
    {
        if (value is IReadOnlyCollection<string> many)
        {
            return Kind switch
            {
                QueryKind.Exact when Values[0] == "*" => many.Count > 0,
                QueryKind.Exact when Values[0] == "nil" => many.Count == 0,
                QueryKind.Exact or QueryKind.Any => many.Intersect(Values).Any(),
                QueryKind.All => Values.All(many.Contains),
                QueryKind.Fuzzy => many.Any(item => item.Contains(Values[0], StringComparison.OrdinalIgnoreCase)),
                _ => true,
            };
        }

        return Kind switch
        {
            QueryKind.Exact => Same(value, Values[0]),
            QueryKind.Any => Values.Any(wanted => Same(value, wanted)),
            QueryKind.Fuzzy => Text(value).Contains(Values[0], StringComparison.OrdinalIgnoreCase),
            QueryKind.Range => (Values[0].Length == 0 || Compare(value, Values[0]) >= 0) && (Values[1].Length == 0 || Compare(value, Values[1]) <= 0),
            // A list of which all must hold makes no sense for one value, and is ignored.
            _ => true,
        };
    }

    private static string DecodeAgain(string q)
    {
        for (var i = q.IndexOf('%', StringComparison.Ordinal); i >= 0; i = q.IndexOf('%', i + 1))
        {
            if (i + 2 >= q.Length || !char.IsAsciiHexDigit(q[i + 1]) || !char.IsAsciiHexDigit(q[i + 2]))
            {
                return q;
            }
        }

        return WebUtility.UrlDecode(q);
    }

    private static QueryCondition ParseOne(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0 || at == text.Length - 1)
        {
            throw HarborException.BadRequest("the query string must contain \"=\" and the key/value cannot be empty");
        }

        var (key, value) = (text[..at].Trim(), text[(at + 1)..].Trim());
        return value switch
        {
            ['~', .. var fuzzy] => fuzzy.Length > 0 ? new(key, QueryKind.Fuzzy, [fuzzy]) : throw Invalid(value),
            ['[', .. var range, ']'] => range.Split('~') is [var min, var max] ? new(key, QueryKind.Range, [min, max]) : throw Invalid(value),
            ['{', .. var any, '}'] => new(key, QueryKind.Any, Items(any)),
            ['(', .. var all, ')'] => new(key, QueryKind.All, Items(all)),
            _ => new(key, QueryKind.Exact, [value]),
        };
    }

    private static string[] Items(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(item => item.Trim('"'))];

    private static HarborException Invalid(string value) => HarborException.BadRequest($"invalid query string value: {value}");

    private static bool Same(object? value, string wanted) => value switch
    {
        bool flag => (wanted is "true" or "1") == flag,
        DateTimeOffset => Compare(value, wanted) == 0,
        _ => Text(value) == wanted,
    };

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static int Compare(object? value, string limit) => value switch
    {
        DateTimeOffset time => time.CompareTo(DateTimeOffset.TryParse(limit, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : throw Invalid(limit)),
        long or int => Convert.ToInt64(value, CultureInfo.InvariantCulture).CompareTo(long.TryParse(limit, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid(limit)),
        _ => string.CompareOrdinal(Text(value), limit),
    };
}
