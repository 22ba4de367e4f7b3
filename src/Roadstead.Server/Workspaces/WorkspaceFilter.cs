namespace Roadstead.Server.Workspaces;

/// <summary>Which workspaces are looked for.</summary>
public sealed record WorkspaceFilter
{
    /// <summary>Of which space <see cref="IsBound"/> speaks; null for all workspaces.</summary>
    public Guid? Space { get; init; }

    /// <summary>True: those that the space is bound to; false: the others.</summary>
    public bool IsBound { get; init; }

    /// <summary>Only those of these names; null for all.</summary>
    public IReadOnlyCollection<string>? Names { get; init; }
}
