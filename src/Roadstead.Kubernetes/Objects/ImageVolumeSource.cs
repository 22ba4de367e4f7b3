using System.Text.Json.Serialization;

namespace Roadstead.Kubernetes.Objects;

/// <summary>The image of an image volume.</summary>
public sealed record ImageVolumeSource
{
    /// <summary>The image, as it is written; null when it is left to a controller.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? Reference { get; init; }

    /// <summary><c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>; null takes the default.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? PullPolicy { get; init; }
}
