namespace Roadstead.Server.Clusters.Connections;

/// <summary>The clusters that have been reached, and how each does. Safe for any number of threads.</summary>
public interface IClusterConnections
{
    /// <summary>The connection; null while the cluster has not been reached since the start or since its kubeconfig changed, and for a standalone one.</summary>
    ClusterConnection? Find(string cluster);

    /// <summary>All connections.</summary>
    IReadOnlyCollection<ClusterConnection> All { get; }

    /// <summary>How a cluster does. Of one that is unknown or standalone it says nothing worth knowing.</summary>
    ClusterState StateOf(string cluster);
}
