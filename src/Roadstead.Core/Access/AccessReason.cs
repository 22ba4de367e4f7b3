namespace Roadstead.Core.Access;

/// <summary>The rule that decided. On the wire: kebab-case.</summary>
public enum AccessReason
{
    /// <summary>The text is no image reference.</summary>
    Unparseable,

    /// <summary>The text is what a runtime reads as an image ID, which would name whatever somebody once pulled.</summary>
    ImageId,

    /// <summary>The space is public.</summary>
    Public,

    /// <summary>The space is private and bound to the namespace's workspace.</summary>
    Bound,

    /// <summary>The registry is the workspace's own.</summary>
    WorkspaceRegistry,

    /// <summary>The space is private and not bound to the namespace's workspace.</summary>
    NotBound,

    /// <summary>No space of the registry holds this name, or a name under the gateway stands for no registry.</summary>
    UnknownSpace,

    /// <summary>The registry of this host was removed and its host not yet forgotten.</summary>
    RegistryRemoved,

    /// <summary>No registry is integrated for the host, and the cluster allows that.</summary>
    UnmanagedAllowed,

    /// <summary>No registry is integrated for the host, and the cluster (or another workspace's exclusive claim) denies that.</summary>
    UnmanagedDenied,
}
