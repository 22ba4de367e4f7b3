namespace Roadstead.Kubernetes.Objects;

/// <summary>The state of a node.</summary>
/// <param name="NodeInfo">What runs on it; null when it has not said.</param>
public sealed record NodeStatus(NodeSystem? NodeInfo);
