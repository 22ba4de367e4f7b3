using Roadstead.Core.Contracts.Identity;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>Text keys of the roles in a workspace.</summary>
internal static class RoleText
{
    internal static string Title(WorkspaceRole role) => role switch
    {
        WorkspaceRole.Admin => "Admin",
        WorkspaceRole.Editor => "Editor",
        _ => "Viewer",
    };

    /// <summary>What the role may do.</summary>
    internal static string Rights(WorkspaceRole role) => role switch
    {
        WorkspaceRole.Admin => "Admin: members and own registries too",
        WorkspaceRole.Editor => "Editor: takes pull identities, deploys",
        _ => "Viewer: chooses images, sees who may pull what",
    };
}
