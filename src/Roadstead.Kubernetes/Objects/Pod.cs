namespace Roadstead.Kubernetes.Objects;

/// <summary>A pod, known in part: what it runs and whether that pulls. A cluster has many, so nothing is kept that nobody reads.</summary>
public sealed record Pod : IKubernetesResource<Pod>
{
    /// <inheritdoc />
    public static ResourceType Resource { get; } = new("", "v1", "Pod", "pods", true);

    /// <summary>Group and version.</summary>
    public string ApiVersion => Resource.ApiVersion;

    /// <summary>Kind.</summary>
    public string Kind => Resource.Kind;

    /// <inheritdoc />
    public required ObjectMeta Metadata { get; init; }

    /// <summary>What shall run.</summary>
    public PodSpec Spec { get; init => field = value ?? new PodSpec(); } = new();

    /// <summary>What runs; null in what is written.</summary>
    public PodStatus? Status { get; init; }
}
