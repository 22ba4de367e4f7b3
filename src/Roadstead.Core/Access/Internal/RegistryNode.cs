using Roadstead.Core.References;

namespace Roadstead.Core.Access.Internal;

/// <summary>A registry in the map, with its spaces by prefix.</summary>
internal sealed class RegistryNode(RegistryFact fact, WorkspaceNode? workspace, SpaceTable spaces)
{
    public RegistryFact Fact { get; } = fact;

    /// <summary>Null for a platform registry.</summary>
    public WorkspaceNode? Workspace { get; } = workspace;

    public SpaceTable Spaces { get; } = spaces;

    /// <summary>For a workspace's registry: the host of it on which somebody else has the word (rule 6); null when nobody has.</summary>
    public FoundHost? Authority { get; set; }

    /// <summary>True when names by its pull prefix lead to this registry.</summary>
    public bool IsNamed { get; set; }

    /// <summary>True for Docker Hub's names, where one segment is read as <c>library/</c> and that segment: no name leads to a path of one.</summary>
    public bool HasOfficialNames { get; set; }

    /// <summary>The longest path that its pull prefix leaves room for.</summary>
    public int MaxPathLength { get; set; }

    /// <summary>True when members have names for something in it.</summary>
    public bool HasNames => IsNamed || Fact.Names.HasHosts;

    /// <summary>True when the name that members pull this path by leads to it.</summary>
    public bool IsNamedAt(ReadOnlySpan<char> path) =>
        RepositoryName.IsValid(path)
        && ((Fact.Names.HasHosts && Fact.Names.Find(path) is not null) || (IsNamed && path.Length <= MaxPathLength && (!HasOfficialNames || path.Contains('/'))));
}
