namespace Roadstead.Server.PullIdentities;

/// <summary>Some of the workspaces.</summary>
internal sealed class WorkspaceSet
{
    private WorkspaceSet(IReadOnlyCollection<Guid> ids, bool isAllBut) => (Ids, IsAllBut) = ([.. ids], isAllBut);

    /// <summary>All of them.</summary>
    public static WorkspaceSet All { get; } = new([], isAllBut: true);

    internal List<Guid> Ids { get; }

    internal bool IsAllBut { get; }

    /// <summary>These.</summary>
    public static WorkspaceSet Of(IReadOnlyCollection<Guid> ids) => new(ids, isAllBut: false);

    /// <summary>All but these.</summary>
    public static WorkspaceSet AllBut(IReadOnlyCollection<Guid> ids) => new(ids, isAllBut: true);
}
