using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Errors;
using Roadstead.Server.Admission;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Clusters.Pods;

namespace Roadstead.Server.Clusters;

/// <summary>Looks ahead: whom admission would hit in <c>enforce</c>. What runs goes on; it is the next pod that could not start.</summary>
internal sealed class WouldDenyService(ClusterService clusters, IClusterConnections connections, IClusterPods pods, ExcludedNamespaces excluded)
{
    public async Task<Outcome<WouldDenyView>> ReadAsync(string cluster, CancellationToken cancellationToken)
    {
        var found = await clusters.GetAsync(cluster, cancellationToken);
        if (!found.IsSuccess) return found.Problem;
        return new WouldDenyView(
            found.Value.Kind is ClusterKind.Standalone || connections.Find(cluster) is not null,
            [.. pods.RunningDenied(cluster).Where(workload => !excluded.Contains(cluster, workload.Namespace))]);
    }
}
