using Roadstead.Kubernetes;

namespace Roadstead.Server.Clusters.Connections;

/// <summary>Why a cluster is not connected.</summary>
/// <param name="Reason">Kebab-case.</param>
/// <param name="Message">What is the matter and how to mend it.</param>
internal sealed record ClusterTrouble(string Reason, string Message)
{
    public static ClusterTrouble Of(KubernetesException e) => new(e.Reason, e.Message);
}
