namespace Roadstead.Core.Access;

/// <summary>The names on the wire, fixed by the API.</summary>
public static class AccessNames
{
    /// <summary>Kebab-case: <c>not-bound</c>.</summary>
    public static string ToWire(this AccessReason reason) => reason switch
    {
        AccessReason.Unparseable => "unparseable",
        AccessReason.ImageId => "image-id",
        AccessReason.Public => "public",
        AccessReason.Bound => "bound",
        AccessReason.WorkspaceRegistry => "workspace-registry",
        AccessReason.NotBound => "not-bound",
        AccessReason.UnknownSpace => "unknown-space",
        AccessReason.RegistryRemoved => "registry-removed",
        AccessReason.UnmanagedAllowed => "unmanaged-allowed",
        AccessReason.UnmanagedDenied => "unmanaged-denied",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    /// <summary>Lower case: <c>denied</c>.</summary>
    public static string ToWire(this VerdictKind kind) => kind switch
    {
        VerdictKind.Invalid => "invalid",
        VerdictKind.Denied => "denied",
        VerdictKind.Allowed => "allowed",
        VerdictKind.Unmanaged => "unmanaged",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
