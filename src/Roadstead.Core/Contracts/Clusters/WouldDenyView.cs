using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Core.Contracts.Clusters;

/// <summary>What admission would deny in a cluster if it were <c>enforce</c>: running workloads whose next pods could not start.</summary>
/// <param name="Known">False: the cluster was not reached since the start, so that nothing is known of what runs there.</param>
/// <param name="Workloads">The workloads, each with the images that its namespace may not use.</param>
public sealed record WouldDenyView(bool Known, IReadOnlyList<ImpactWorkload> Workloads);
