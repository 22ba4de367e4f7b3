using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Roadstead.Registries.Artifactory;

/// <summary>
/// A permission target of an account. It has one set of patterns for all of its repositories, so that repositories that are given whole share one, named like the account, and each
/// other space has one of its own, named like the account with a hash of the space after a dot.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Repositories">Keys, sorted.</param>
/// <param name="Include">The one pattern of what may be pulled, of paths within a repository.</param>
/// <param name="Exclude">Patterns of what may not, sorted. They win over what is included.</param>
internal sealed record ArtifactoryTarget(string Name, ImmutableArray<string> Repositories, string Include, ImmutableArray<string> Exclude)
{
    private const string All = "**";
    private const char Dot = '.';
    private const string WholeEnd = ".all";

    /// <summary>The targets that give an account exactly these rights.</summary>
    public static IReadOnlyList<ArtifactoryTarget> Of(string account, PullRights rights)
    {
        var except = rights.Except.ToLookup(Key);
        var whole = rights.Spaces.Where(space => Key(space) == space && !except.Contains(space)).ToImmutableArray();
        var own = rights.Spaces.Except(whole).Select(space => new ArtifactoryTarget(
            OwnName(account, space),
            [Key(space)],
            Pattern(space),
            [.. except[Key(space)].Where(inner => PullRights.IsInside(inner, space)).Select(Pattern)]));
        return whole.IsEmpty ? [.. own] : [.. own, new ArtifactoryTarget(account, whole, All, [])];
    }

    /// <summary>The target that gives an account all repositories that there are now; none where there are none.</summary>
    public static IReadOnlyList<ArtifactoryTarget> OfWhole(string account, IReadOnlyCollection<string> keys) =>
        keys.Count == 0 ? [] : [new ArtifactoryTarget(account + WholeEnd, [.. keys.Order(StringComparer.Ordinal)], All, [])];

    /// <summary>The account whose target has this name.</summary>
    public static string AccountOf(string name) => name.Split(Dot, 2)[0];

    /// <summary>What it gives: spaces, and what it leaves out of them. Null when Roadstead makes no such target.</summary>
    /// <param name="account">The account.</param>
    /// <param name="keys">All repositories that there are now, where the target may be the one of all.</param>
    public PullRights? RightsOf(string account, IReadOnlyCollection<string>? keys = null)
    {
        // One repository more or less than there is shows as something else than all: then it is written anew.
        if (Name == account + WholeEnd)
            return Include != All || !Exclude.IsEmpty || keys is null ? null : Repositories.ToHashSet(StringComparer.Ordinal).SetEquals(keys) ? PullRights.Whole : PullRights.Of(Repositories);
        if (Name == account)
            return Include == All && Exclude.IsEmpty ? PullRights.Of(Repositories) : null;
        if (Repositories is not [var key] || Space(key, Include) is not { } space || Name != OwnName(account, space))
            return null;
        var except = Exclude.Select(pattern => Space(key, pattern)).ToList();
        return except.Contains(null) ? null : PullRights.Of([space], except!);
    }

    public bool Equals(ArtifactoryTarget? other) =>
        other is not null && Name == other.Name && Include == other.Include && Repositories.AsSpan().SequenceEqual(other.Repositories.AsSpan()) && Exclude.AsSpan().SequenceEqual(other.Exclude.AsSpan());

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    private static string OwnName(string account, string space) => $"{account}{Dot}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(space)))[..12]}";

    // A space is a repository, or a path in one.
    private static string Key(string space) => space.Split('/', 2)[0];

    private static string Pattern(string space) => Key(space) == space ? All : $"{space[(Key(space).Length + 1)..]}/{All}";

    private static string? Space(string key, string pattern) =>
        pattern == All ? key : pattern.EndsWith($"/{All}", StringComparison.Ordinal) && pattern.Length > All.Length + 1 ? $"{key}/{pattern[..^(All.Length + 1)]}" : null;
}
