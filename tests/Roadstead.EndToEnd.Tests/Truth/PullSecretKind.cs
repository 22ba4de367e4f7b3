namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>Which pull secrets a pod brings itself.</summary>
internal enum PullSecretKind
{
    /// <summary>It names a secret of its own: a login of the unmanaged registry.</summary>
    Own,

    /// <summary>It names none, and runs as the default service account.</summary>
    ServiceAccount,

    /// <summary>It names a copy of the pull secret of a namespace that is bound.</summary>
    Copied,

    /// <summary>It names none, and runs as a service account that refers to none.</summary>
    None,
}
