using System.Text.Json.Serialization;

namespace Roadstead.Kubernetes.Objects;

/// <summary>The state of a container.</summary>
public sealed record ContainerStatus
{
    /// <summary>Name of the container.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? Name { get; init; }

    /// <summary>The image that the node runs, as the node says it.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? Image { get; init; }

    /// <summary>The digest that the node runs, such as <c>registry.example/app@sha256:...</c>; empty before it is pulled.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? ImageID { get; init; }

    /// <summary>Whether it passes its readiness probe.</summary>
    public bool Ready { get; init; }

    /// <summary>What it does now; null when the node has not said.</summary>
    public ContainerState? State { get; init; }
}
