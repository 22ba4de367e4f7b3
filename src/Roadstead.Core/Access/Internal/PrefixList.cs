namespace Roadstead.Core.Access.Internal;

/// <summary>Prefixes in order, to find those within another without looking at all of them.</summary>
internal sealed class PrefixList
{
    private readonly List<string> prefixes;

    public PrefixList(IEnumerable<string> prefixes) => this.prefixes = [.. prefixes.Order(StringComparer.Ordinal)];

    /// <summary>The prefix itself if it is there, and those below it.</summary>
    public IEnumerable<string> Within(string prefix)
    {
        if (prefix.Length == 0)
            return prefixes;
        var itself = prefixes.BinarySearch(prefix, StringComparer.Ordinal) >= 0 ? [prefix] : Array.Empty<string>();
        return itself.Concat(Below(prefix + "/"));
    }

    private IEnumerable<string> Below(string start)
    {
        var at = prefixes.BinarySearch(start, StringComparer.Ordinal);
        for (var i = at < 0 ? ~at : at; i < prefixes.Count && prefixes[i].StartsWith(start, StringComparison.Ordinal); i++)
            yield return prefixes[i];
    }
}
