namespace Roadstead.EndToEnd.Tests.Truth;

/// <summary>How the namespace of a pod stands to the private space.</summary>
internal enum Standing
{
    /// <summary>Its workspace is bound to the space.</summary>
    Bound,

    /// <summary>Its workspace is not.</summary>
    Unbound,

    NoWorkspace,
}
