namespace Roadstead.Kubernetes.Objects;

/// <summary>A node, known in part.</summary>
public sealed record Node : IKubernetesResource<Node>
{
    /// <inheritdoc />
    public static ResourceType Resource { get; } = new("", "v1", "Node", "nodes", false);

    /// <summary>Group and version.</summary>
    public string ApiVersion => Resource.ApiVersion;

    /// <summary>Kind.</summary>
    public string Kind => Resource.Kind;

    /// <inheritdoc />
    public required ObjectMeta Metadata { get; init; }

    /// <summary>What it is; null when it has not said.</summary>
    public NodeStatus? Status { get; init; }
}
