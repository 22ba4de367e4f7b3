using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Contracts.Workspaces;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>What every page of one workspace shows around its own part.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Role">The person's role in it; null for a platform admin who is no member.</param>
/// <param name="IsPlatformAdmin">True for a platform admin, who may do everything.</param>
public sealed record WorkspaceFrame(WorkspaceView Workspace, WorkspaceRole? Role, bool IsPlatformAdmin)
{
    public string Name => Workspace.Name;

    /// <summary>Members and own registries; the display name.</summary>
    public bool MayAdminister => IsPlatformAdmin || Role == WorkspaceRole.Admin;

    /// <summary>Pull identities.</summary>
    public bool MayTakeIdentities => IsPlatformAdmin || Role >= WorkspaceRole.Editor;
}
