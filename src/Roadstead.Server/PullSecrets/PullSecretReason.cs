namespace Roadstead.Server.PullSecrets;

/// <summary>Why a pull secret is not ready.</summary>
public static class PullSecretReason
{
    /// <summary>It has not been looked at yet.</summary>
    public const string Starting = "starting";

    /// <summary>The cluster has not been reached yet.</summary>
    public const string ClusterDisconnected = "cluster-disconnected";

    /// <summary>The namespace does not exist in the cluster.</summary>
    public const string NamespaceMissing = "namespace-missing";

    /// <summary>The namespace is being deleted.</summary>
    public const string NamespaceTerminating = "namespace-terminating";

    /// <summary>Somebody else's secret has the name.</summary>
    public const string ForeignSecret = "foreign-secret";
}
