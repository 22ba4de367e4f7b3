namespace Roadstead.Core.Contracts.Identity;

/// <summary>What a member may do in a workspace; each role includes the ones before it. On the wire: kebab-case.</summary>
public enum WorkspaceRole
{
    /// <summary>Read.</summary>
    Viewer,

    /// <summary>Read, deploy, take pull identities.</summary>
    Editor,

    /// <summary>All of it: members and the workspace's own registries.</summary>
    Admin,
}
