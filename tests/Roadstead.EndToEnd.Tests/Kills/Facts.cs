namespace Roadstead.EndToEnd.Tests.Kills;

/// <summary>All that the script knows to be stored, one line each: kind, names, values. Two states are equal when their text is.</summary>
internal sealed class Facts
{
    private readonly SortedSet<string> lines = new(StringComparer.Ordinal);

    public Facts(IEnumerable<string>? lines = null) => this.lines.UnionWith(lines ?? []);

    public string Text => string.Join('\n', lines);

    /// <summary>The fields of every fact of a kind, without the kind.</summary>
    public IReadOnlyList<string[]> Of(string kind) => [.. lines.Where(line => line.StartsWith(kind + " ", StringComparison.Ordinal)).Select(line => line.Split(' ')[1..])];

    /// <summary>This with some facts gone, those that begin so included, and others come.</summary>
    public Facts With(IEnumerable<string> gone, IEnumerable<string> come) =>
        new(lines.Where(line => !gone.Any(prefix => line == prefix || line.StartsWith(prefix + " ", StringComparison.Ordinal))).Concat(come));

    /// <summary>What is in one and not in the other, for the message of a failed comparison.</summary>
    public static string Difference(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        return string.Join('\n', left.Except(right).Select(line => $"  missing: {line}").Concat(right.Except(left).Select(line => $"  unexpected: {line}")));
    }
}
