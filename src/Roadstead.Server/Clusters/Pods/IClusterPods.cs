using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Clusters.Pods;

/// <summary>What runs in the connected clusters, as last seen. Answers from memory; safe for any number of threads.</summary>
public interface IClusterPods
{
    /// <summary>
    /// Workloads with pods in phase Running that use such an image, allowed now; each with those images alone. In order. Clusters that were not reached
    /// since the start are unknown; of one that is away it is what ran when it was last seen.
    /// </summary>
    IReadOnlyList<ImpactWorkload> RunningWith(Func<ImageUse, bool> uses);

    /// <summary>Workloads of a cluster with pods in phase Running that use an image which their namespace may not use now; each with those images alone. In order.</summary>
    IReadOnlyList<ImpactWorkload> RunningDenied(string cluster);

    /// <summary>Containers of a namespace that wait because their image cannot be had, by pod and container. Empty for a cluster that was not reached.</summary>
    IReadOnlyList<FailingPull> FailingPulls(string cluster, string ns);
}
