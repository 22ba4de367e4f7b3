using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Clusters.Connections;

namespace Roadstead.Server.Clusters.Pods;

/// <summary>Looks through the pods that the connections know.</summary>
internal sealed class ClusterPods(IClusterConnections connections, IAccessMapSource maps, PullFailures failures) : IClusterPods
{
    private const string Running = "Running";

    public IReadOnlyList<ImpactWorkload> RunningWith(Func<ImageUse, bool> uses)
    {
        var map = maps.Current;
        return InOrder(connections.All.SelectMany(connection => RunningWith(connection, map, use => use.Verdict.IsAllowed && uses(use))));
    }

    public IReadOnlyList<ImpactWorkload> RunningDenied(string cluster) =>
        connections.Find(cluster) is { } connection ? InOrder(RunningWith(connection, maps.Current, use => !use.Verdict.IsAllowed)) : [];

    private static List<ImpactWorkload> InOrder(IEnumerable<ImpactWorkload> workloads) =>
        [.. workloads.OrderBy(workload => workload.Cluster, StringComparer.Ordinal).ThenBy(workload => workload.Namespace, StringComparer.Ordinal)
            .ThenBy(workload => workload.Kind, StringComparer.Ordinal).ThenBy(workload => workload.Name, StringComparer.Ordinal)];

    public IReadOnlyList<FailingPull> FailingPulls(string cluster, string ns) => connections.Find(cluster) is not { } connection ? [] :
    [
        .. connection.Pods.Items.Where(pod => pod.Metadata.Namespace == ns && pod.Metadata.DeletionTimestamp is null)
            .SelectMany(pod => failures.Of(connection, pod))
            .OrderBy(pull => pull.Pod, StringComparer.Ordinal).ThenBy(pull => pull.Container, StringComparer.Ordinal),
    ];

    private static IEnumerable<ImpactWorkload> RunningWith(ClusterConnection connection, AccessMap map, Func<ImageUse, bool> uses)
    {
        // Thousands of pods run a handful of images: each is decided once a namespace.
        var decided = new Dictionary<(string Namespace, string Image), bool>();
        var workloads = new Dictionary<(string Namespace, PodOwner Owner), (SortedSet<string> Images, int Running)>();
        foreach (var pod in connection.Pods.Items.Where(pod => pod.Status?.Phase == Running))
        {
            var ns = pod.Metadata.Namespace ?? "";
            var images = PodImages.Of(pod.Spec).Where(image => Uses(ns, image)).ToList();
            if (images.Count == 0)
                continue;
            var key = (ns, PodOwner.Of(pod));
            var (all, running) = workloads.GetValueOrDefault(key, (new SortedSet<string>(StringComparer.Ordinal), 0));
            all.UnionWith(images);
            workloads[key] = (all, running + 1);
        }

        return workloads.Select(one => new ImpactWorkload(connection.Name, one.Key.Namespace, one.Key.Owner.Kind, one.Key.Owner.Name, [.. one.Value.Images], one.Value.Running));

        bool Uses(string ns, string image)
        {
            if (!decided.TryGetValue((ns, image), out var found))
            {
                var verdict = map.Decide(connection.Name, ns, image);
                decided[(ns, image)] = found = uses(new ImageUse(connection.Name, ns, verdict));
            }

            return found;
        }
    }
}
