namespace Roadstead.Kubernetes.Objects;

/// <summary>A service account, known in part.</summary>
public sealed record ServiceAccount : IKubernetesResource<ServiceAccount>
{
    /// <inheritdoc />
    public static ResourceType Resource { get; } = new("", "v1", "ServiceAccount", "serviceaccounts", true);

    /// <summary>Group and version.</summary>
    public string ApiVersion => Resource.ApiVersion;

    /// <summary>Kind.</summary>
    public string Kind => Resource.Kind;

    /// <inheritdoc />
    public required ObjectMeta Metadata { get; init; }

    /// <summary>The pull secrets that a pod gets which names none itself; null for none.</summary>
    public IReadOnlyList<LocalObjectReference>? ImagePullSecrets { get; init; }

    /// <summary>Its token secrets; null for none.</summary>
    public IReadOnlyList<LocalObjectReference>? Secrets { get; init; }
}
