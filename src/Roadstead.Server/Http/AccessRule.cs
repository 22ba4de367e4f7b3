namespace Roadstead.Server.Http;

/// <summary>Who may call a route. Every route declares exactly one; platform admins pass all of them.</summary>
public enum AccessRule
{
    /// <summary>Everybody; the route checks what it must by itself.</summary>
    Anonymous,

    /// <summary>Every user; what they see is cut to what they may see.</summary>
    SignedIn,

    /// <summary>Platform admins.</summary>
    PlatformAdmin,

    /// <summary>Members of the workspace that the route value <c>w</c> names.</summary>
    WorkspaceViewer,

    /// <summary>Its editors and admins.</summary>
    WorkspaceEditor,

    /// <summary>Its admins.</summary>
    WorkspaceAdmin,

    /// <summary>Members of the workspace that holds the namespace of the route values or query <c>cluster</c> and <c>namespace</c>.</summary>
    NamespaceViewer,

    /// <summary>Its editors and admins.</summary>
    NamespaceEditor,
}
