using Roadstead.Core.Access;

namespace Roadstead.Server.Clusters.Pods;

/// <summary>An image that a pod uses, and what is decided of it now.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Verdict">What the access map says.</param>
public readonly record struct ImageUse(string Cluster, string Namespace, Verdict Verdict);
