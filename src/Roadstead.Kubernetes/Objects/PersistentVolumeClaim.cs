using System.Text.Json.Nodes;

namespace Roadstead.Kubernetes.Objects;

/// <summary>A claim of storage, known in part.</summary>
public sealed record PersistentVolumeClaim : IKubernetesResource<PersistentVolumeClaim>
{
    /// <inheritdoc />
    public static ResourceType Resource { get; } = new("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true);

    /// <summary>Group and version.</summary>
    public string ApiVersion => Resource.ApiVersion;

    /// <summary>Kind.</summary>
    public string Kind => Resource.Kind;

    /// <inheritdoc />
    public required ObjectMeta Metadata { get; init; }

    /// <summary>What shall be, as a tree. Not to be changed.</summary>
    public JsonObject? Spec { get; init; }
}
