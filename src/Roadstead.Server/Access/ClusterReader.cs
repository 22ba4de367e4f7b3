using System.Collections.Frozen;
using System.Security.Cryptography;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Hosting;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Access;

/// <summary>Turns rows of clusters into what reconcilers and doors reach them with. Decrypts when a row changed, not at every publication.</summary>
internal sealed partial class ClusterReader(SecretProtector secrets, ServerOptions options, ILogger<ClusterReader> logger)
{
    // Touched by one publication at a time.
    private Dictionary<Guid, (long Revision, PublishedCluster Cluster)> known = [];
    private Dictionary<Guid, PublishedCluster> knownLeaving = [];

    public FrozenDictionary<string, PublishedCluster> Read(List<Cluster> clusters)
    {
        known = clusters.ToDictionary(c => c.Id, c => known.TryGetValue(c.Id, out var old) && old.Revision == c.Revision ? old : (c.Revision, Publish(c)));
        return known.Values.ToFrozenDictionary(entry => entry.Cluster.Name, entry => entry.Cluster, StringComparer.Ordinal);
    }

    public FrozenDictionary<Guid, PublishedCluster> ReadLeaving(List<LeavingCluster> clusters)
    {
        knownLeaving = clusters.ToDictionary(c => c.Id, c => knownLeaving.GetValueOrDefault(c.Id) ?? Publish(c));
        return knownLeaving.ToFrozenDictionary();
    }

    private PublishedCluster Publish(LeavingCluster cluster) => new(
        cluster.Id,
        cluster.Name,
        ClusterKind.Kubernetes,
        Decrypt(cluster.Name, cluster.KubeconfigCipher, SecretPlace.LeavingKubeconfig(cluster.Id)),
        Decrypt(cluster.Name, cluster.AdmissionSecretCipher, SecretPlace.LeavingAdmissionSecret(cluster.Id)),
        options.PublicUrl,
        AdmissionMode.Off,
        UnmanagedImages.Allow,
        new Uri(cluster.Server));

    private PublishedCluster Publish(Cluster cluster) => new(
        cluster.Id,
        cluster.Name,
        cluster.Kind,
        Decrypt(cluster.Name, cluster.KubeconfigCipher, SecretPlace.Kubeconfig(cluster.Id)),
        Decrypt(cluster.Name, cluster.AdmissionSecretCipher, SecretPlace.AdmissionSecret(cluster.Id)),
        cluster.ServerUrl is { } url ? new Uri(url) : options.PublicUrl,
        cluster.Admission,
        cluster.UnmanagedImages,
        cluster.Server is { } server ? new Uri(server) : null);

    private string? Decrypt(string cluster, byte[]? cipher, SecretPlace place)
    {
        if (cipher is null) return null;
        try
        {
            return secrets.Unprotect(cipher, place);
        }
        catch (CryptographicException e)
        {
            // One damaged row must not keep all others from being published; the cluster says so in its status.
            Log.Unreadable(logger, e, cluster);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A stored secret of cluster {Cluster} cannot be decrypted. Give its kubeconfig again.")]
        public static partial void Unreadable(ILogger logger, Exception exception, string cluster);
    }
}
