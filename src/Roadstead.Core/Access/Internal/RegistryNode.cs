using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Roadstead.Core.Access.Internal;

/// <summary>A registry in the map, with its spaces by prefix.</summary>
internal sealed class RegistryNode
{
    private readonly FrozenDictionary<string, SpaceNode>.AlternateLookup<ReadOnlySpan<char>> byPrefix;
    private readonly int longestPrefix;
    private readonly SpaceNode? root;

    public RegistryNode(RegistryFact fact, WorkspaceNode? workspace, Dictionary<string, SpaceNode> spaces)
    {
        Fact = fact;
        Workspace = workspace;
        Spaces = [.. spaces.Values];
        longestPrefix = spaces.Count == 0 ? -1 : spaces.Keys.Max(prefix => prefix.Length);
        root = spaces.GetValueOrDefault("");
        byPrefix = spaces.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public RegistryFact Fact { get; }

    /// <summary>Null for a platform registry.</summary>
    public WorkspaceNode? Workspace { get; }

    public ImmutableArray<SpaceNode> Spaces { get; }

    /// <summary>For a workspace's registry: the host of it on which somebody else has the word (rule 6); null when nobody has.</summary>
    public HostNode? Authority { get; set; }

    /// <summary>True when the names that members pull by lead to this registry.</summary>
    public bool IsNamed { get; set; }

    /// <summary>True for Docker Hub's names, where one segment is read as <c>library/</c> and that segment: no name leads to a path of one.</summary>
    public bool HasOfficialNames { get; set; }

    /// <summary>The longest path that its pull prefix leaves room for.</summary>
    public int MaxPathLength { get; set; }

    /// <summary>The space with the longest prefix of whole segments of <paramref name="path"/>; null when none holds it.</summary>
    public SpaceNode? FindSpace(ReadOnlySpan<char> path)
    {
        if (longestPrefix > 0)
        {
            while (true)
            {
                if (path.Length <= longestPrefix && byPrefix.TryGetValue(path, out var space))
                    return space;
                var slash = path.LastIndexOf('/');
                if (slash < 0)
                    break;
                path = path[..slash];
            }
        }

        return root;
    }
}
