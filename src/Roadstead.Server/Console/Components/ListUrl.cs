using Microsoft.AspNetCore.WebUtilities;

namespace Roadstead.Server.Console.Components;

/// <summary>The address of a list with its search, filters and place: the page's whole state, so that back, reload and a link to a colleague work.</summary>
public sealed record ListUrl(string Path)
{
    private readonly SortedDictionary<string, string> query = new(StringComparer.Ordinal);

    /// <summary>The same list with one value set; null or empty leaves it out.</summary>
    public ListUrl With(string key, string? value)
    {
        var changed = new ListUrl(Path);
        foreach (var (k, v) in query)
            changed.query[k] = v;
        if (string.IsNullOrEmpty(value))
            changed.query.Remove(key);
        else
            changed.query[key] = value;
        return changed;
    }

    public string? this[string key] => query.GetValueOrDefault(key);

    /// <summary>What a form has to carry along in hidden fields, besides the fields that it has itself.</summary>
    public IEnumerable<KeyValuePair<string, string>> Besides(params string[] keys) => query.Where(q => !keys.Contains(q.Key));

    public override string ToString() => QueryHelpers.AddQueryString(Path, query.Select(q => KeyValuePair.Create(q.Key, (string?)q.Value)));
}
