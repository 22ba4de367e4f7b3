using System.Collections.Immutable;

namespace Roadstead.Core.Access.Internal;

/// <summary>A space in the map, with who may use it.</summary>
internal sealed class SpaceNode(SpaceFact fact)
{
    private int[] bound = [];

    public SpaceFact Fact { get; } = fact;

    /// <summary>Prefixes of the spaces directly below this one: what is under them is theirs.</summary>
    public ImmutableArray<string> Nested { get; private set; } = [];

    public bool IsBoundTo(WorkspaceNode workspace) => Array.BinarySearch(bound, workspace.Index) >= 0;

    public bool IsOpenTo(WorkspaceNode? workspace) => Fact.Public || (workspace is not null && IsBoundTo(workspace));

    /// <summary>While the map is built only.</summary>
    public void Complete(List<int>? workspaces, List<string>? nested)
    {
        if (workspaces is not null)
        {
            workspaces.Sort();
            bound = [.. workspaces];
        }

        if (nested is not null)
            Nested = [.. nested.Order(StringComparer.Ordinal)];
    }
}
