using Microsoft.Extensions.Options;
using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Watching;
using Roadstead.Server.Clusters.Connections;

namespace Roadstead.Server.Clusters.Pods;

/// <summary>Watches what pods run, and what they cannot pull. Makes nothing in the cluster.</summary>
internal sealed class PodsPart(PullFailures failures, PrivateDigests digests, IOptions<ClustersOptions> options, TimeProvider time) : IClusterPart
{
    public string Name => "pods";

    public async Task RunAsync(ClusterConnection connection, CancellationToken cancellationToken)
    {
        connection.Pods.Changed += Note;
        failures.Begin(connection);
        try
        {
            using var timer = new PeriodicTimer(options.Value.DigestInterval, time);
            do
                await digests.LookAsync(connection, cancellationToken);
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        finally
        {
            connection.Pods.Changed -= Note;
            failures.Forget(connection);
        }

        void Note(InformerChange<Pod> change) => failures.Note(connection, change);
    }

    public Task LeaveAsync(KubernetesClient client, CancellationToken cancellationToken) => Task.CompletedTask;
}
