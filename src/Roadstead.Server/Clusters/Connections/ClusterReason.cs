namespace Roadstead.Server.Clusters.Connections;

/// <summary>Reasons of a cluster's status, besides those of the client (<see cref="Kubernetes.KubernetesErrorReason"/>).</summary>
public static class ClusterReason
{
    /// <summary>The first attempt is under way.</summary>
    public const string Connecting = "connecting";

    /// <summary>It is connected; its account lacks rights.</summary>
    public const string RightsMissing = "rights-missing";

    /// <summary>It is connected; what a feature does there fails.</summary>
    public const string PartFailing = "part-failing";

    /// <summary>The stored kubeconfig cannot be used.</summary>
    public const string KubeconfigUnusable = "kubeconfig-unusable";

    /// <summary>It is a cluster that is connected under another name.</summary>
    public const string AlreadyConnected = "already-connected";

    /// <summary>Another cluster answers than the one that was connected.</summary>
    public const string AnotherCluster = "another-cluster";

    /// <summary>Something answers that is no Kubernetes cluster.</summary>
    public const string NotKubernetes = "not-kubernetes";

    /// <summary>Roadstead failed, not the cluster.</summary>
    public const string InternalError = "internal-error";
}
