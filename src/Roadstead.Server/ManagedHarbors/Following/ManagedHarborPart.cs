using Microsoft.Extensions.Options;
using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Watching;
using Roadstead.Server.Access;
using Roadstead.Server.Clusters.Connections;

namespace Roadstead.Server.ManagedHarbors.Following;

/// <summary>Makes and follows the Harbors of every connected cluster.</summary>
internal sealed class ManagedHarborPart(
    MadeHarborReconciler made,
    FoundHarborReconciler found,
    HarborStore store,
    HarborBoard board,
    IPublications publications,
    IOptions<ManagedHarborsOptions> options,
    TimeProvider time,
    ILoggerFactory loggers) : IClusterPart
{
    public string Name => "managed-harbors";

    public async Task RunAsync(ClusterConnection connection, CancellationToken cancellationToken)
    {
        var helm = new Informer<Deployment>(connection.Client, HelmHarbor.Scope, new InformerOptions(), time, loggers.CreateLogger<Informer<Deployment>>()) { Keep = HelmHarbor.Keep };
        var loop = new HarborLoop(new ClusterHarbors(connection, helm, time), made, found, store, board, publications, options.Value.DiscoveryInterval, time, loggers);
        await loop.RunAsync(cancellationToken);
    }

    /// <summary>
    /// Leaves everything: a Harbor holds people's images and runs without Roadstead, so that disconnecting its cluster must not take it away. Connected again, it is one that was found.
    /// </summary>
    public Task LeaveAsync(KubernetesClient client, CancellationToken cancellationToken) => Task.CompletedTask;
}
