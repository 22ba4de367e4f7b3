using System.Collections.Immutable;

namespace Roadstead.Core.Access.Internal;

/// <summary>A space in the map, with who may use it.</summary>
internal sealed class SpaceNode(SpaceFact fact)
{
    private int[] bound = [];

    public SpaceFact Fact { get; } = fact;

    /// <summary>What it includes, and what that includes; empty for a space of its own content.</summary>
    public ImmutableArray<Member> Members { get; private set; } = [];

    /// <summary>Itself and the spaces around it, those of them that include others: almost always none.</summary>
    public ImmutableArray<SpaceNode> Including { get; private set; } = [];

    public bool IsBoundTo(WorkspaceNode workspace) => Array.BinarySearch(bound, workspace.Index) >= 0;

    /// <summary>By its own word, whatever it includes.</summary>
    public bool IsOpenTo(WorkspaceNode? workspace) => Fact.Public || (workspace is not null && IsBoundTo(workspace));

    /// <summary>While the map is built only.</summary>
    public void Bind(List<int> workspaces)
    {
        workspaces.Sort();
        bound = [.. workspaces];
    }

    /// <summary>While the map is built only.</summary>
    public void Include(ImmutableArray<Member> members) => Members = members;

    /// <summary>While the map is built only.</summary>
    public void LieWithin(SpaceNode including) => Including = Including.Add(including);
}

/// <summary>What a space includes.</summary>
/// <param name="Prefix">Where in the registry it stands.</param>
/// <param name="Space">The space there; null where none is known.</param>
internal sealed record Member(string Prefix, SpaceNode? Space);

/// <summary>A part of a registry in which everything is decided alike.</summary>
/// <param name="Prefix">Whole path segments.</param>
/// <param name="Space">The space that holds it.</param>
/// <param name="Nested">Prefixes of the parts directly below this one: what is under them is theirs.</param>
internal sealed record SpacePart(string Prefix, SpaceNode Space, ImmutableArray<string> Nested);

/// <summary>What the spaces of a registry say of a path.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Space">The space that holds it; null for none.</param>
/// <param name="Included">What the space includes and stands in the way; null when nothing does.</param>
internal readonly record struct SpaceDecision(AccessReason Reason, SpaceNode? Space, string? Included)
{
    public bool IsOpen => Reason is AccessReason.Public or AccessReason.Bound;
}
