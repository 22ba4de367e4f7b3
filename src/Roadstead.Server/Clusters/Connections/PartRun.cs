using Microsoft.Extensions.Options;
using Roadstead.Kubernetes;

namespace Roadstead.Server.Clusters.Connections;

/// <summary>Keeps one part running in one cluster: what fails stands in the cluster's status, and is tried again.</summary>
internal sealed partial class PartRun(ClusterConnections connections, IOptions<ClustersOptions> options, TimeProvider time, ILogger<PartRun> logger)
{
    /// <summary>A part that has run for so long works.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    public async Task RunAsync(IClusterPart part, ClusterConnection connection, CancellationToken cancellationToken)
    {
        var waits = new RetryWait(options.Value.FirstWait, options.Value.LongestWait);
        for (var failures = 1; ; failures++)
        {
            var began = time.GetTimestamp();
            var message = await TryAsync(part, connection, cancellationToken);
            if (message is null)
                return;
            if (time.GetElapsedTime(began) > Settled)
                failures = 1;
            connections.ReportPart(connection.ClusterId, part.Name, message);
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

    // Null: it was cancelled.
    private async Task<string?> TryAsync(IClusterPart part, ClusterConnection connection, CancellationToken cancellationToken)
    {
        await using var settled = time.CreateTimer(_ => connections.ReportPart(connection.ClusterId, part.Name, null), null, Settled, Timeout.InfiniteTimeSpan);
        try
        {
            await part.RunAsync(connection, cancellationToken);
            return cancellationToken.IsCancellationRequested ? null : "It ended by itself; it is started again.";
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (KubernetesException e)
        {
            Log.Failed(logger, part.Name, connection.Name, e.Message);
            return e.Message;
        }
        catch (Exception e)
        {
            Log.Broke(logger, e, part.Name, connection.Name);
            return "It failed on Roadstead's side; the server's log says why. It is started again.";
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Part} in cluster {Cluster} failed and is started again: {Problem}")]
        public static partial void Failed(ILogger logger, string part, string cluster, string problem);

        [LoggerMessage(2, LogLevel.Error, "{Part} in cluster {Cluster} failed on our side and is started again.")]
        public static partial void Broke(ILogger logger, Exception exception, string part, string cluster);
    }
}
