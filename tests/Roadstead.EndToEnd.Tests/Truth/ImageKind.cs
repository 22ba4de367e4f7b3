namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>Where an image is, as access is decided.</summary>
internal enum ImageKind
{
    Public,
    Private,

    /// <summary>In an integrated registry, but in none of its spaces.</summary>
    UnknownSpace,

    /// <summary>On a host that no registry is integrated for, while the cluster allows such images. The registry there asks for a login, which the secret of the pod's own holds.</summary>
    UnmanagedAllowed,

    /// <summary>The same while the cluster denies them.</summary>
    UnmanagedDenied,
}
