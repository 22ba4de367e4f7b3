using System.Text.Json.Serialization;

namespace Roadstead.Kubernetes.Objects;

/// <summary>A volume of a pod, known in part: whether it is an image.</summary>
public sealed record PodVolume
{
    /// <summary>Its name.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? Name { get; init; }

    /// <summary>The image; null for any other kind of volume.</summary>
    public ImageVolumeSource? Image { get; init; }
}
