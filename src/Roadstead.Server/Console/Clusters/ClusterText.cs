using Roadstead.Core.Contracts.Clusters;

namespace Roadstead.Server.Console.Clusters;

/// <summary>Text keys of what a cluster is.</summary>
internal static class ClusterText
{
    internal static string Kind(ClusterKind kind) => kind == ClusterKind.Kubernetes ? "Kubernetes" : "Standalone";
}
