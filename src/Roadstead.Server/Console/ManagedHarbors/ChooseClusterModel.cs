using Roadstead.Core.Contracts.Clusters;

namespace Roadstead.Server.Console.ManagedHarbors;

/// <summary>The clusters in which a Harbor can be made.</summary>
public sealed record ChooseClusterModel(IReadOnlyList<ClusterView> Clusters);
