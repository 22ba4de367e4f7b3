using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;

namespace Roadstead.Server.Clusters.Connections;

/// <summary>What a first look at a cluster tells.</summary>
/// <param name="Version">What the API server says of itself.</param>
/// <param name="Uid">The uid of kube-system, which tells the cluster itself; null when the account may not read it.</param>
/// <param name="MissingRights">Rights that the account lacks.</param>
internal sealed record ClusterFacts(string Version, string? Uid, IReadOnlyList<string> MissingRights)
{
    private const string SystemNamespace = "kube-system";

    /// <summary>Looks. Costs some dozen short calls.</summary>
    /// <exception cref="KubernetesException">It does not answer, or not as a cluster does.</exception>
    public static async Task<ClusterFacts> ReadAsync(KubernetesClient client, CancellationToken cancellationToken)
    {
        var version = (await client.GetVersionAsync(cancellationToken)).GitVersion;
        var uid = await ReadUidAsync(client, cancellationToken);
        return new ClusterFacts(version, uid, await ClusterRights.FindMissingAsync(client, cancellationToken));
    }

    /// <summary>The uid; null when the account may not read it.</summary>
    public static async Task<string?> ReadUidAsync(KubernetesClient client, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.FindAsync<Namespace>(null, SystemNamespace, cancellationToken))?.Metadata.Uid
                ?? throw new KubernetesException(KubernetesErrorCode.InvalidAnswer, "What answers is no Kubernetes cluster: it has no namespace kube-system. Check the server of the kubeconfig.") { Reason = ClusterReason.NotKubernetes };
        }
        catch (KubernetesException e) when (e.Code == KubernetesErrorCode.Forbidden)
        {
            return null;
        }
    }
}
