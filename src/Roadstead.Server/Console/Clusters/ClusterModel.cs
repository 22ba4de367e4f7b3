using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Clusters;

/// <summary>A cluster, and a page of its namespaces.</summary>
public sealed record ClusterModel(ClusterView Cluster, ListUrl Url, IReadOnlyList<NamespaceView> Namespaces, string? NextCursor, long? Total);
