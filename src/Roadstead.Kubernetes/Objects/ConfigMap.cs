namespace Roadstead.Kubernetes.Objects;

/// <summary>A config map, known in part.</summary>
public sealed record ConfigMap : IKubernetesResource<ConfigMap>
{
    /// <inheritdoc />
    public static ResourceType Resource { get; } = new("", "v1", "ConfigMap", "configmaps", true);

    /// <summary>Group and version.</summary>
    public string ApiVersion => Resource.ApiVersion;

    /// <summary>Kind.</summary>
    public string Kind => Resource.Kind;

    /// <inheritdoc />
    public required ObjectMeta Metadata { get; init; }

    /// <summary>Texts by key; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }
}
