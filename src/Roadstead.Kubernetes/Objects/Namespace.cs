namespace Roadstead.Kubernetes.Objects;

/// <summary>A namespace, known in part.</summary>
public sealed record Namespace : IKubernetesResource<Namespace>
{
    /// <inheritdoc />
    public static ResourceType Resource { get; } = new("", "v1", "Namespace", "namespaces", false);

    /// <summary>Group and version.</summary>
    public string ApiVersion => Resource.ApiVersion;

    /// <summary>Kind.</summary>
    public string Kind => Resource.Kind;

    /// <inheritdoc />
    public required ObjectMeta Metadata { get; init; }

    /// <summary>What it is; null in what is written.</summary>
    public NamespaceStatus? Status { get; init; }
}
