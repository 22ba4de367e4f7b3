namespace Roadstead.Testing.Kubernetes;

/// <summary>One control plane for a whole test assembly (an assembly fixture), started when the first test asks for it.</summary>
/// <remarks>Each test takes namespaces of its own there, and neither stops nor freezes its parts.</remarks>
public sealed class SharedKubernetes : IAsyncDisposable
{
    private readonly Lock gate = new();
    private Task<KubernetesCluster>? cluster;

    /// <summary>The control plane; the token ends the wait, not the start that others wait for as well.</summary>
    public Task<KubernetesCluster> ClusterAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            cluster ??= KubernetesCluster.StartAsync(cancellationToken: CancellationToken.None);
        }

        return cluster.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster is not { } started)
        {
            return;
        }

        // A start that failed has cleaned up after itself.
        await started.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (started.IsCompletedSuccessfully)
        {
            await (await started).DisposeAsync();
        }
    }
}
