using Roadstead.Core.Contracts.Deployments;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Deployments;

/// <summary>What Roadstead deployed in a namespace.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Url">The list's state.</param>
/// <param name="Items">This page's deployments.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
/// <param name="Total">How many in all; null when over 10,000.</param>
public sealed record DeploymentsModel(string Cluster, string Namespace, ListUrl Url, IReadOnlyList<DeploymentView> Items, string? NextCursor, long? Total)
{
    /// <summary>True for those who may deploy in the namespace.</summary>
    public bool MayDeploy { get; init; }
}
