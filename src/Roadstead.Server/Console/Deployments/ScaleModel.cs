using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.Deployments;

/// <summary>The form that changes how many pods a deployment has.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The deployment.</param>
/// <param name="Replicas">What was typed; at first what it has.</param>
/// <param name="Problem">Why the last try failed.</param>
public sealed record ScaleModel(string Cluster, string Namespace, string Name, string? Replicas, Problem? Problem = null);
