using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Errors;
using Roadstead.Kubernetes;
using Roadstead.Server.Access;
using Roadstead.Server.Clusters.Connections;

namespace Roadstead.Server.Deployments;

/// <summary>Calls to a cluster's API server on a person's behalf, for at most <see cref="LongestCall"/>. No request waits for a registry; these few wait for the API server that they are about.</summary>
internal sealed class ClusterCalls(IClusterSource clusters, IClusterConnections connections, TimeProvider time)
{
    internal static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(5);

    /// <summary>Why nothing can be deployed there, whatever it is; null when it is a Kubernetes cluster.</summary>
    public Problem? Check(string cluster) => clusters.Clusters.GetValueOrDefault(cluster) switch
    {
        null => new Problem(ErrorCodes.NotFound, $"There is no cluster '{cluster}'. GET /api/v1/clusters lists them."),
        { Kind: ClusterKind.Standalone } => new Problem(ErrorCodes.ClusterStandalone),
        _ => null,
    };

    public async Task<Outcome<T>> AskAsync<T>(string cluster, Func<KubernetesClient, CancellationToken, Task<Outcome<T>>> call, CancellationToken cancellationToken)
    {
        if (Check(cluster) is { } problem) return problem;
        var state = connections.StateOf(cluster);
        if (state.Status is ClusterStatus.Disconnected || connections.Find(cluster) is not { } connection) return Unavailable(cluster, state.Message);
        using var deadline = new CancellationTokenSource(LongestCall, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await call(connection.Client, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Unavailable(cluster, $"Its API server did not answer within {LongestCall.TotalSeconds:0} seconds.");
        }
        catch (KubernetesException e)
        {
            return Refusal(cluster, e);
        }
    }

    private static Problem Refusal(string cluster, KubernetesException e) => e.Code switch
    {
        KubernetesErrorCode.NotFound => new Problem(ErrorCodes.NotFound, $"The cluster '{cluster}' has no such object: {e.Message}"),
        KubernetesErrorCode.Forbidden or KubernetesErrorCode.Invalid or KubernetesErrorCode.TooLarge or KubernetesErrorCode.Conflict => new Problem(ErrorCodes.ClusterRefused, e.Message),
        _ => Unavailable(cluster, e.Message),
    };

    private static Problem Unavailable(string cluster, string? why) =>
        new(ErrorCodes.ClusterUnavailable, $"The cluster '{cluster}' does not answer. {why} A platform admin finds what to do in the cluster's status.");
}
