namespace Roadstead.Core.Contracts.Images;

/// <summary>Which of a cluster's nodes can run an image, by its platforms. On the wire: kebab-case.</summary>
public enum NodeFit
{
    /// <summary>Every node can.</summary>
    All,

    /// <summary>Some can, and some cannot.</summary>
    Some,

    /// <summary>None can.</summary>
    None,
}
