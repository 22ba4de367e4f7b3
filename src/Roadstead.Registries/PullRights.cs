using System.Collections.Immutable;

namespace Roadstead.Registries;

/// <summary>
/// What an account may pull: spaces, less those inside them that it may not. Of a path the longest of both lists decides. Immutable; two are equal when they say the same.
/// A registry whose spaces never lie inside one another (Harbor) has no exceptions.
/// </summary>
public sealed record PullRights
{
    // No space's name begins so at any registry.
    private const char Not = '!';

    private PullRights(ImmutableArray<string> spaces, ImmutableArray<string> except) => (Spaces, Except) = (spaces, except);

    /// <summary>Stands among <see cref="Spaces"/> for everything that the registry has, also what comes later.</summary>
    public const string Everything = "*";

    /// <summary>All of the registry.</summary>
    public static PullRights Whole { get; } = new([Everything], []);

    /// <summary>Nothing.</summary>
    public static PullRights None { get; } = new([], []);

    /// <summary>Names of the spaces, sorted, each once.</summary>
    public ImmutableArray<string> Spaces { get; }

    /// <summary>Names of spaces inside them that it may not pull from, sorted, each once.</summary>
    public ImmutableArray<string> Except { get; }

    /// <summary>True for all of the registry.</summary>
    public bool IsWhole => Spaces is [Everything];

    /// <summary>True when nothing may be pulled.</summary>
    public bool IsEmpty => Spaces.IsEmpty;

    /// <summary>These spaces whole.</summary>
    public static PullRights Of(params IEnumerable<string> spaces) => Of(spaces, []);

    /// <summary>These spaces, less others; of those only what lies inside one of the spaces counts.</summary>
    public static PullRights Of(IEnumerable<string> spaces, IEnumerable<string> except)
    {
        var given = Sorted(spaces);
        return new PullRights(given, Sorted(except.Where(name => given.Any(space => IsInside(name, space)))));
    }

    /// <summary>Reads what <see cref="ToRules"/> wrote.</summary>
    public static PullRights FromRules(IEnumerable<string> rules)
    {
        var all = rules.ToList();
        return Of(all.Where(rule => !rule.StartsWith(Not)), all.Where(rule => rule.StartsWith(Not)).Select(rule => rule[1..]));
    }

    /// <summary>As one list, to be stored and told: the spaces, then the exceptions, each of these with a leading <c>!</c>.</summary>
    public ImmutableArray<string> ToRules() => [.. Spaces, .. Except.Select(name => Not + name)];

    /// <summary>The same without what concerns these spaces.</summary>
    public PullRights Without(IReadOnlySet<string> names) => names.Count == 0 ? this : Of(Spaces.Where(name => !names.Contains(name)), Except.Where(name => !names.Contains(name)));

    /// <summary>True when something that may be pulled by <paramref name="other"/> may not be by this.</summary>
    public bool TakesFrom(PullRights other) => other.Spaces.Except(Spaces, StringComparer.Ordinal).Any() || Except.Except(other.Except, StringComparer.Ordinal).Any();

    /// <summary>True when <paramref name="name"/> is a longer path below <paramref name="space"/>, by whole segments.</summary>
    public static bool IsInside(string name, string space) => name.Length > space.Length && name[space.Length] == '/' && name.StartsWith(space, StringComparison.Ordinal);

    /// <inheritdoc />
    public bool Equals(PullRights? other) => other is not null && Spaces.AsSpan().SequenceEqual(other.Spaces.AsSpan()) && Except.AsSpan().SequenceEqual(other.Except.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => IsEmpty ? 0 : HashCode.Combine(Spaces.Length, Spaces[0], Except.Length);

    /// <summary>The rules, for people.</summary>
    public override string ToString() => string.Join(' ', ToRules());

    private static ImmutableArray<string> Sorted(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
