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
    internal static string Rights(WorkspaceRole role) => role switch
    {
        WorkspaceRole.Admin => Key("Admin: members and own registries too"),
        WorkspaceRole.Editor => Key("Editor: takes pull identities, deploys"),
        _ => Key("Viewer: chooses images, sees who may pull what"),
    };
}
