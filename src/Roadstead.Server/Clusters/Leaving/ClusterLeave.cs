using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Roadstead.Kubernetes;
using Roadstead.Server.Access;
using Roadstead.Server.Clusters.Connections;

namespace Roadstead.Server.Clusters.Leaving;

/// <summary>Removes what Roadstead made in one deleted cluster, however long that cluster is away, and then what is stored of it.</summary>
internal sealed partial class ClusterLeave(
    ClusterClients clients, IEnumerable<IClusterPart> parts, LeavingClusterStore store, IOptions<ClustersOptions> options, TimeProvider time, ILogger<ClusterLeave> logger)
{
    private static readonly RetryWait Waits = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

    private readonly ConcurrentDictionary<Guid, ClusterTrouble> troubles = new();

    /// <summary>Why it is not done; null while nothing failed.</summary>
    public ClusterTrouble? TroubleOf(Guid clusterId) => troubles.GetValueOrDefault(clusterId);

    public async Task RunAsync(PublishedCluster cluster, CancellationToken cancellationToken)
    {
        try
        {
            for (var failures = 1; !await TryAsync(cluster, cancellationToken); failures++)
                await Task.Delay(Waits.After(failures), time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Stopped(logger, cluster.Name);
        }
        finally
        {
            troubles.TryRemove(cluster.ClusterId, out _);
        }
    }

    // False: it is to be tried again.
    private async Task<bool> TryAsync(PublishedCluster cluster, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.FindAsync(cluster.ClusterId, cancellationToken) is not { } row)
                return true;
            if (row.LeftAt + options.Value.LeaveWithin < time.GetUtcNow())
                return await store.RemoveAsync(cluster.ClusterId, LeaveEnd.GivenUp, cancellationToken);
            var trouble = await LeaveAsync(cluster, row.Uid, cancellationToken);
            if (trouble is null)
                return await store.RemoveAsync(cluster.ClusterId, LeaveEnd.Done, cancellationToken);
            Note(cluster, trouble);
        }
        catch (KubernetesException e)
        {
            Note(cluster, ClusterTrouble.Of(e));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, e, cluster.Name);
            troubles[cluster.ClusterId] = new ClusterTrouble(ClusterReason.InternalError, "Roadstead failed to do it; the server's log says why. It is tried again.");
        }

        return false;
    }

    private async Task<ClusterTrouble?> LeaveAsync(PublishedCluster cluster, string? uid, CancellationToken cancellationToken)
    {
        var read = ClusterClients.Read(cluster.Kubeconfig ?? "");
        if (!read.IsSuccess)
            return new ClusterTrouble(ClusterReason.KubeconfigUnusable, "The stored kubeconfig cannot be used any more. Remove what Roadstead made in the cluster by hand, and forget it here.");
        using var client = clients.Create(cluster.ClusterId, cluster.Name, read.Value);
        var found = await ClusterFacts.ReadUidAsync(client, cancellationToken);
        if (uid is not null && found is not null && uid != found)
            return new ClusterTrouble(ClusterReason.AnotherCluster, "Another cluster answers at this address than the one that was deleted. If that one is gone for good, forget it here.");

        // Connected again under another row: what is there is that one's now.
        if (found is not null && await store.IsConnectedAsync(found, cancellationToken))
            return null;

        // One that fails keeps no other from cleaning up.
        ClusterTrouble? trouble = null;
        foreach (var part in parts)
        {
            try
            {
                await part.LeaveAsync(client, cancellationToken);
            }
            catch (KubernetesException e)
            {
                trouble ??= ClusterTrouble.Of(e);
            }
        }

        return trouble;
    }

    private void Note(PublishedCluster cluster, ClusterTrouble trouble)
    {
        if (troubles.GetValueOrDefault(cluster.ClusterId)?.Reason != trouble.Reason)
            Log.Waiting(logger, cluster.Name, trouble.Message);
        troubles[cluster.ClusterId] = trouble;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What Roadstead made in the deleted cluster {Cluster} cannot be removed yet: {Problem}")]
        public static partial void Waiting(ILogger logger, string cluster, string problem);

        [LoggerMessage(2, LogLevel.Error, "Leaving the deleted cluster {Cluster} failed on our side.")]
        public static partial void Failed(ILogger logger, Exception exception, string cluster);

        [LoggerMessage(3, LogLevel.Debug, "Leaving the deleted cluster {Cluster} was stopped.")]
        public static partial void Stopped(ILogger logger, string cluster);
    }
}
