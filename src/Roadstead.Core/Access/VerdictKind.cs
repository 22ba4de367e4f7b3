namespace Roadstead.Core.Access;

/// <summary>The four outcomes of a decision. On the wire: lower case.</summary>
public enum VerdictKind
{
    /// <summary>The image cannot be decided on: not a reference, or an image ID. Never allowed.</summary>
    Invalid,

    /// <summary>A rule denies it.</summary>
    Denied,

    /// <summary>A rule allows it.</summary>
    Allowed,

    /// <summary>No registry is integrated for the host; the cluster's setting decides.</summary>
    Unmanaged,
}
