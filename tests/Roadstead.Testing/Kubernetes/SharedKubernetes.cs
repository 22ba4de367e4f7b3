namespace Roadstead.Testing.Kubernetes;

/// <summary>One control plane and one node for a whole test assembly (an assembly fixture), each started when the first test asks for it.</summary>
/// <remarks>Each test takes namespaces and images of its own there, and neither stops nor freezes its parts.</remarks>
public sealed class SharedKubernetes : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource ending = new();
    private Task<KubernetesCluster>? cluster;
    private Task<KubernetesNode>? node;

    /// <summary>The control plane; the token ends the wait, not the start that others wait for as well.</summary>
    public Task<KubernetesCluster> ClusterAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            cluster ??= KubernetesCluster.StartAsync(cancellationToken: ending.Token);
        }

        return cluster.WaitAsync(cancellationToken);
    }

    /// <summary>The only node of the shared control plane. Needs root.</summary>
    public Task<KubernetesNode> NodeAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            node ??= StartNodeAsync();
        }

        return node.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        // An interrupted run does not wait for a start that nobody needs any more.
        await ending.CancelAsync();
        await StartedPart.DisposeAsync(node);
        await StartedPart.DisposeAsync(cluster);
        ending.Dispose();
    }

    private async Task<KubernetesNode> StartNodeAsync() =>
        await KubernetesNode.StartAsync(await ClusterAsync(ending.Token), cancellationToken: ending.Token);
}
