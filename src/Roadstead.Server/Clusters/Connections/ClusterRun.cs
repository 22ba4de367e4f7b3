using Microsoft.Extensions.Options;
using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Watching;
using Roadstead.Server.Access;

namespace Roadstead.Server.Clusters.Connections;

/// <summary>Follows one cluster from its kubeconfig on, until it is cancelled: reaches it, runs the parts, looks whether it is still there.</summary>
internal sealed partial class ClusterRun(
    ClusterClients clients,
    ClusterClaim claim,
    ClusterConnections connections,
    PartRun partRun,
    IEnumerable<IClusterPart> parts,
    IOptions<ClustersOptions> options,
    TimeProvider time,
    ILoggerFactory loggers)
{
    /// <summary>A connection that held for so long was a good one.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private readonly ILogger logger = loggers.CreateLogger<ClusterRun>();

    public async Task RunAsync(PublishedCluster cluster, CancellationToken cancellationToken)
    {
        var waits = new RetryWait(options.Value.FirstWait, options.Value.LongestWait);
        for (var failures = 1; ; failures++)
        {
            var began = time.GetTimestamp();
            try
            {
                Report(cluster, await FollowAsync(cluster, cancellationToken));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            if (time.GetElapsedTime(began) > Settled)
                failures = 1;
            try
            {
                await Task.Delay(waits.After(failures), time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // Returns why it is over; what a server and the network do is no reason once the cluster has been reached.
    private async Task<ClusterTrouble> FollowAsync(PublishedCluster cluster, CancellationToken cancellationToken)
    {
        if (cluster.Kubeconfig is null)
            return new ClusterTrouble(ClusterReason.KubeconfigUnusable, "The stored kubeconfig cannot be decrypted. Give it again (PATCH).");
        var read = ClusterClients.Read(cluster.Kubeconfig);
        if (!read.IsSuccess)
            return new ClusterTrouble(ClusterReason.KubeconfigUnusable, read.Problem.Detail ?? read.Problem.Code.Remedy);

        try
        {
            using var client = clients.Create(cluster.ClusterId, cluster.Name, read.Value);
            var facts = await WithinAsync(token => ClusterFacts.ReadAsync(client, token), options.Value.CheckTimeout * 2, cancellationToken);
            connections.Note(cluster.ClusterId, facts);
            if (ClusterRights.IsBlind(facts.MissingRights))
                return new ClusterTrouble(KubernetesErrorReason.Of(KubernetesErrorCode.Forbidden), ClusterRights.Describe(facts.MissingRights));
            if (facts.Uid is not null && await claim.FindTroubleAsync(cluster.ClusterId, facts.Uid, cancellationToken) is { } refusal)
                return refusal;
            return await FollowAsync(cluster, client, facts, cancellationToken);
        }
        catch (KubernetesException e)
        {
            return ClusterTrouble.Of(e);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, e, cluster.Name);
            return new ClusterTrouble(ClusterReason.InternalError, "Roadstead failed to follow this cluster; the server's log says why. It is tried again.");
        }
    }

    private async Task<ClusterTrouble> FollowAsync(PublishedCluster cluster, KubernetesClient client, ClusterFacts facts, CancellationToken cancellationToken)
    {
        var connection = Connect(cluster, client);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] tasks = [connection.Namespaces.RunAsync(stopping.Token), connection.Pods.RunAsync(stopping.Token), WorkAsync(connection, stopping.Token)];
        try
        {
            return await WatchOverAsync(cluster, connection, facts, cancellationToken);
        }
        finally
        {
            connections.Remove(connection);
            await stopping.CancelAsync();
            await Task.WhenAll(tasks);
        }
    }

    private ClusterConnection Connect(PublishedCluster cluster, KubernetesClient client) => new()
    {
        ClusterId = cluster.ClusterId,
        Name = cluster.Name,
        Client = client,
        Namespaces = new Informer<Namespace>(client, ListScope.All, new InformerOptions(), time, loggers.CreateLogger<Informer<Namespace>>()),
        Pods = new Informer<Pod>(client, ListScope.All, new InformerOptions(), time, loggers.CreateLogger<Informer<Pod>>())
        {
            Keep = static pod => pod with { Metadata = pod.Metadata with { Annotations = null, Finalizers = null }, Status = pod.Status is null ? null : pod.Status with { Conditions = null } },
        },
    };

    // The parts begin with a whole picture of the cluster.
    private async Task WorkAsync(ClusterConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(connection.Namespaces.WaitForSyncAsync(cancellationToken), connection.Pods.WaitForSyncAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            return;
        }

        connections.Add(connection);
        if (connections.Report(connection.ClusterId, null))
            Log.Connected(logger, connection.Name);
        await Task.WhenAll(parts.Select(part => partRun.RunAsync(part, connection, cancellationToken)));
    }

    private async Task<ClusterTrouble> WatchOverAsync(PublishedCluster cluster, ClusterConnection connection, ClusterFacts facts, CancellationToken cancellationToken)
    {
        var rightsAt = time.GetUtcNow() + options.Value.RightsInterval;
        for (var looks = 1; ; looks++)
        {
            await Task.Delay(options.Value.CheckInterval, time, cancellationToken);
            var trouble = await LookAsync(connection, facts, cancellationToken);
            if (trouble is { Reason: ClusterReason.AnotherCluster })
                return trouble;
            Report(cluster, trouble ?? FollowingTrouble(connection));
            if (trouble is null && (time.GetUtcNow() >= rightsAt || (facts.MissingRights.Count > 0 && looks % 3 == 0)))
            {
                facts = await LookAgainAsync(connection, facts, cancellationToken);
                rightsAt = time.GetUtcNow() + options.Value.RightsInterval;
            }
        }
    }

    // Cheap, and with the credentials: many servers tell their version to anybody.
    private async Task<ClusterTrouble?> LookAsync(ClusterConnection connection, ClusterFacts facts, CancellationToken cancellationToken)
    {
        try
        {
            var uid = await WithinAsync(token => ClusterFacts.ReadUidAsync(connection.Client, token), options.Value.CheckTimeout, cancellationToken);
            return uid is null || facts.Uid is null || uid == facts.Uid
                ? null
                : new ClusterTrouble(ClusterReason.AnotherCluster, "Another cluster answers at this address than the one that was connected.");
        }
        catch (KubernetesException e)
        {
            return ClusterTrouble.Of(e);
        }
    }

    private async Task<ClusterFacts> LookAgainAsync(ClusterConnection connection, ClusterFacts facts, CancellationToken cancellationToken)
    {
        try
        {
            var now = await WithinAsync(token => ClusterFacts.ReadAsync(connection.Client, token), options.Value.CheckTimeout * 2, cancellationToken);
            connections.Note(connection.ClusterId, now);
            return now with { Uid = facts.Uid };
        }
        catch (KubernetesException e)
        {
            Log.NotLooked(logger, connection.Name, e.Message);
            return facts;
        }
    }

    private static ClusterTrouble? FollowingTrouble(ClusterConnection connection) =>
        (connection.Namespaces.Failure ?? connection.Pods.Failure) is { } failure ? ClusterTrouble.Of(failure)
        : connection.Namespaces.HasSynced && connection.Pods.HasSynced ? null
        : new ClusterTrouble(ClusterReason.Connecting, "It answers; its namespaces and pods are being read for the first time.");

    private void Report(PublishedCluster cluster, ClusterTrouble? trouble)
    {
        if (!connections.Report(cluster.ClusterId, trouble))
            return;
        if (trouble is null)
            Log.Connected(logger, cluster.Name);
        else
            Log.Disconnected(logger, cluster.Name, trouble.Reason, trouble.Message);
    }

    private async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> call, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await call(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new KubernetesException(KubernetesErrorCode.Timeout, $"The API server did not answer within {limit.TotalSeconds:0.#} seconds. Look whether it is up, and at firewalls on the way.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Cluster {Cluster} is connected.")]
        public static partial void Connected(ILogger logger, string cluster);

        [LoggerMessage(2, LogLevel.Warning, "Cluster {Cluster} is not connected ({Reason}): {Problem}")]
        public static partial void Disconnected(ILogger logger, string cluster, string reason, string problem);

        [LoggerMessage(3, LogLevel.Error, "Following cluster {Cluster} failed on our side.")]
        public static partial void Failed(ILogger logger, Exception exception, string cluster);

        [LoggerMessage(4, LogLevel.Information, "The rights in cluster {Cluster} could not be looked at again: {Problem}")]
        public static partial void NotLooked(ILogger logger, string cluster, string problem);
    }
}
