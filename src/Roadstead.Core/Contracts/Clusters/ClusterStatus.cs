namespace Roadstead.Core.Contracts.Clusters;

/// <summary>Whether Roadstead reaches a cluster. On the wire: kebab-case.</summary>
public enum ClusterStatus
{
    /// <summary>Yes; a standalone cluster always is.</summary>
    Connected,

    /// <summary>No; the reason says why.</summary>
    Disconnected,
}
