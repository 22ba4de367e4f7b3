namespace Roadstead.Core.Contracts.Clusters;

/// <summary>What a cluster does with images of hosts that no registry is integrated for. On the wire: kebab-case.</summary>
public enum UnmanagedImages
{
    /// <summary>They may run.</summary>
    Allow,

    /// <summary>They may not.</summary>
    Deny,
}
