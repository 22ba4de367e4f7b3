namespace Roadstead.Server.PullSecrets;

/// <summary>How pull secrets stand, as last seen. Safe for any number of threads.</summary>
public interface IPullSecretStates
{
    /// <summary>The pull secret of a namespace of a workspace in a Kubernetes cluster. Pending with the cluster's own trouble while nothing is known of it.</summary>
    PullSecretState Find(string cluster, string ns);

    /// <summary>One of the failing pull secrets of a workspace's namespaces, with its place; null when none fails.</summary>
    (string Cluster, string Namespace, PullSecretState State)? FindFailing(Guid workspaceId);
}
