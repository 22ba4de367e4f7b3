using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Watching;
using Roadstead.Server.Clusters.Connections;

namespace Roadstead.Server.Clusters.Nodes;

/// <summary>
/// Follows a cluster's nodes, of which nothing is kept but what they run. Without the right to it the platforms are unknown and nothing else suffers: the missing right stands in the cluster's status
/// already, so it is asked for anew now and then only.
/// </summary>
internal sealed class NodesPart(ClusterNodes nodes, TimeProvider time, ILoggerFactory loggers) : IClusterPart
{
    /// <summary>Five times what Kubernetes supports of nodes.</summary>
    private const int MaxNodes = 25_000;

    private static readonly InformerOptions Options = new() { MaxObjects = MaxNodes, LongestWait = TimeSpan.FromMinutes(5) };

    public string Name => "nodes";

    public async Task RunAsync(ClusterConnection connection, CancellationToken cancellationToken)
    {
        var informer = new Informer<Node>(connection.Client, ListScope.All, Options, time, loggers.CreateLogger<Informer<Node>>())
        {
            Keep = static node => node with { Metadata = node.Metadata with { Labels = null, Annotations = null, Finalizers = null } },
        };
        nodes.Begin(connection.ClusterId, informer);
        try
        {
            await informer.RunAsync(cancellationToken);
        }
        finally
        {
            nodes.End(connection.ClusterId, informer);
        }
    }

    public Task LeaveAsync(KubernetesClient client, CancellationToken cancellationToken) => Task.CompletedTask;
}
