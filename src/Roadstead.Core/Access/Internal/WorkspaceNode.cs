using System.Collections.Frozen;

namespace Roadstead.Core.Access.Internal;

/// <summary>A workspace in the map.</summary>
/// <param name="index">Its place among the workspaces: bindings and claims are kept by it.</param>
/// <param name="fact">What verdicts say about it.</param>
internal sealed class WorkspaceNode(int index, WorkspaceFact fact)
{
    public int Index { get; } = index;

    public WorkspaceFact Fact { get; } = fact;

    /// <summary>Its own registries; few. In order of name.</summary>
    public List<RegistryNode> Registries { get; } = [];
}

/// <summary>A cluster in the map.</summary>
internal sealed class ClusterNode(bool allowUnmanaged, FrozenDictionary<string, WorkspaceNode> namespaces)
{
    public bool AllowUnmanaged { get; } = allowUnmanaged;

    public FrozenDictionary<string, WorkspaceNode> Namespaces { get; } = namespaces;
}
