using System.Text.Json.Serialization;

namespace Roadstead.Kubernetes.Objects;

/// <summary>What a pod shall run.</summary>
public sealed record PodSpec
{
    /// <summary>Containers.</summary>
    public IReadOnlyList<PodContainer> Containers { get; init => field = value ?? []; } = [];

    /// <summary>Containers that run before, and sidecars; null for none.</summary>
    public IReadOnlyList<PodContainer>? InitContainers { get; init; }

    /// <summary>Containers that were added to the running pod; null for none.</summary>
    public IReadOnlyList<PodContainer>? EphemeralContainers { get; init; }

    /// <summary>Volumes; of those that are no images only the name is kept. Null for none.</summary>
    public IReadOnlyList<PodVolume>? Volumes { get; init; }

    /// <summary>The pull secrets that it names; null for none.</summary>
    public IReadOnlyList<LocalObjectReference>? ImagePullSecrets { get; init; }

    /// <summary>The account that it runs as; null before admission.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? ServiceAccountName { get; init; }

    /// <summary>The node that it runs on; null before it has one.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? NodeName { get; init; }

    /// <summary>What happens when a container ends: <c>Always</c> unless told.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? RestartPolicy { get; init; }
}
