using System.Text.Json.Serialization;

namespace Roadstead.Kubernetes.Objects;

/// <summary>A container of a pod.</summary>
public sealed record PodContainer
{
    /// <summary>Its name.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? Name { get; init; }

    /// <summary>Its image, as it is written.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? Image { get; init; }

    /// <summary><c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>; null takes the default.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? ImagePullPolicy { get; init; }
}
