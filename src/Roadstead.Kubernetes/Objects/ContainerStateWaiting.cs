using System.Text.Json.Serialization;

namespace Roadstead.Kubernetes.Objects;

/// <summary>A container that waits.</summary>
public sealed record ContainerStateWaiting
{
    /// <summary>Such as <c>ErrImagePull</c> or <c>ImagePullBackOff</c>.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? Reason { get; init; }

    /// <summary>What the node says about it.</summary>
    public string? Message { get; init; }
}
