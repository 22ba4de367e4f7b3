namespace Roadstead.Kubernetes.Objects;

/// <summary>A service, known in part: a name and an address within the cluster for pods that are picked by their labels.</summary>
public sealed record Service : IKubernetesResource<Service>
{
    /// <inheritdoc />
    public static ResourceType Resource { get; } = new("", "v1", "Service", "services", true);

    /// <summary>Group and version.</summary>
    public string ApiVersion => Resource.ApiVersion;

    /// <summary>Kind.</summary>
    public string Kind => Resource.Kind;

    /// <inheritdoc />
    public required ObjectMeta Metadata { get; init; }

    /// <summary>What it leads to.</summary>
    public required ServiceSpec Spec { get; init; }
}
