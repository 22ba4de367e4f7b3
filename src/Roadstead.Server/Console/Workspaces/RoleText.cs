using Roadstead.Core.Contracts.Identity;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>Text keys of the roles in a workspace.</summary>
internal static class RoleText
{
    internal static string Title(WorkspaceRole role) => role switch
    {
        WorkspaceRole.Admin => Key("Admin"),
        WorkspaceRole.Editor => Key("Editor"),
        _ => Key("Viewer"),
    };

    /// <summary>What the role may do.</summary>
    internal static string Meaning(WorkspaceRole role) => role switch
    {
        WorkspaceRole.Admin => Key("All that an editor may; adds and removes members, integrates and unbinds the workspace's own registries, renames the workspace."),
        WorkspaceRole.Editor => Key("All that a viewer may; deploys, changes images, and takes config.json, the pull identity of a namespace."),
        _ => Key("Sees what the workspace may pull and why, its members and namespaces; pulls images with a token of their own."),
    };
}
