using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Roadstead.Core.Access.Internal;

/// <summary>The spaces of a registry by prefix, and what they say of a path (rule 5).</summary>
internal sealed class SpaceTable
{
    // Two repository names and a slash.
    private const int MaxStackCharacters = 512;

    private readonly FrozenDictionary<string, SpaceNode>.AlternateLookup<ReadOnlySpan<char>> byPrefix;
    private readonly int longestPrefix;
    private readonly SpaceNode? root;

    /// <param name="spaces">By prefix, the further ones of a space included.</param>
    /// <param name="parts">The parts in which everything is decided alike.</param>
    public SpaceTable(Dictionary<string, SpaceNode> spaces, ImmutableArray<SpacePart> parts)
    {
        Parts = parts;
        longestPrefix = spaces.Count == 0 ? -1 : spaces.Keys.Max(prefix => prefix.Length);
        root = spaces.GetValueOrDefault("");
        byPrefix = spaces.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static SpaceTable Empty { get; } = new([], []);

    public ImmutableArray<SpacePart> Parts { get; }

    /// <summary>The space with the longest prefix of whole segments of <paramref name="path"/>; null when none holds it.</summary>
    public SpaceNode? Find(ReadOnlySpan<char> path) => Find(path, out _);

    public SpaceDecision Decide(ReadOnlySpan<char> path, WorkspaceNode? workspace)
    {
        var space = Find(path, out var length);
        if (space is null)
            return new SpaceDecision(AccessReason.UnknownSpace, null, null);
        if (!space.IsOpenTo(workspace))
            return new SpaceDecision(AccessReason.NotBound, space, null);
        foreach (var including in space.Including)
        {
            // Where the path goes on below the including space, whichever of its names it was found by.
            var start = length - (space.Fact.Prefix.Length - including.Fact.Prefix.Length);
            if (FindObstacle(including, path[start..], workspace, out var reason) is { } included)
                return new SpaceDecision(reason, space, included);
        }

        return new SpaceDecision(space.Fact.Public ? AccessReason.Public : AccessReason.Bound, space, null);
    }

    /// <summary>The space of a path, then those of the same path in what that space includes.</summary>
    public IReadOnlyList<SpaceFact> FindAll(string path)
    {
        if (Find(path, out var length) is not { } space)
            return [];
        var found = new List<SpaceFact> { space.Fact };
        foreach (var including in space.Including)
        {
            var below = path[(length - (space.Fact.Prefix.Length - including.Fact.Prefix.Length))..];
            foreach (var member in including.Members.Where(member => member.Space is not null))
                found.Add(Find(below.Length == 0 || below[0] == '/' ? member.Prefix + below : $"{member.Prefix}/{below}", out _)!.Fact);
        }

        return [.. found.Distinct()];
    }

    /// <summary>The path by its space's own prefix, then the same path in what that space includes: where the content that shows there may be.</summary>
    public IReadOnlyList<string> FindPaths(string path)
    {
        if (Find(path, out var length) is not { } space)
            return [path];
        var found = new List<string> { Own(path) };
        foreach (var including in space.Including)
        {
            var below = path[(length - (space.Fact.Prefix.Length - including.Fact.Prefix.Length))..];
            foreach (var member in including.Members)
                found.Add(Own(below.Length == 0 || below[0] == '/' ? member.Prefix + below : $"{member.Prefix}/{below}"));
        }

        return found;
    }

    /// <summary>What stands in the way of the whole of an open space that includes others.</summary>
    public IReadOnlyList<string> FindObstacles(string prefix, WorkspaceNode? workspace) =>
        byPrefix.TryGetValue(prefix, out var space) ? [.. space.Members.Where(member => member.Space?.IsOpenTo(workspace) is not true).Select(member => member.Prefix)] : [];

    // A space that includes others gives what is there under their names: so the word of each is asked about the same path in it.
    private string? FindObstacle(SpaceNode including, ReadOnlySpan<char> below, WorkspaceNode? workspace, out AccessReason reason)
    {
        var slash = below.Length > 0 && below[0] != '/' ? 1 : 0; // below the root
        Span<char> buffer = stackalloc char[MaxStackCharacters];
        foreach (var member in including.Members)
        {
            reason = AccessReason.UnknownSpace;
            if (member.Space is null)
                return member.Prefix;
            var length = member.Prefix.Length + slash + below.Length;
            var path = length <= MaxStackCharacters ? buffer[..length] : new char[length];
            member.Prefix.CopyTo(path);
            if (slash > 0)
                path[member.Prefix.Length] = '/';
            below.CopyTo(path[(member.Prefix.Length + slash)..]);

            // What a member includes is among the members. A part of it that includes something by itself would give what nobody asked about.
            var holder = Find(path, out _)!;
            if (holder.Including.Length > 1 || (holder.Including.Length == 1 && holder.Including[0] != member.Space))
                return member.Prefix;
            reason = AccessReason.NotBound;
            if (!holder.IsOpenTo(workspace))
                return holder.Fact.Name;
        }

        reason = default;
        return null;
    }

    private string Own(string path) => Find(path, out var length) is { } space && length != space.Fact.Prefix.Length ? space.Fact.Prefix + path[length..] : path;

    private SpaceNode? Find(ReadOnlySpan<char> path, out int length)
    {
        if (longestPrefix > 0)
        {
            while (true)
            {
                if (path.Length <= longestPrefix && byPrefix.TryGetValue(path, out var space))
                {
                    length = path.Length;
                    return space;
                }

                var slash = path.LastIndexOf('/');
                if (slash < 0)
                    break;
                path = path[..slash];
            }
        }

        length = 0;
        return root;
    }
}
