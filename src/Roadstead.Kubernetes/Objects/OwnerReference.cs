using System.Text.Json.Serialization;

namespace Roadstead.Kubernetes.Objects;

/// <summary>The owner of an object.</summary>
public sealed record OwnerReference
{
    /// <summary>Group and version of the owner's type.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? ApiVersion { get; init; }

    /// <summary>Kind of the owner.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? Kind { get; init; }

    /// <summary>Name of the owner.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? Name { get; init; }

    /// <summary>Uid of the owner.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? Uid { get; init; }

    /// <summary>Whether it is the owner that manages the object.</summary>
    public bool? Controller { get; init; }

    /// <summary>Whether the owner waits for this object when it is deleted in the foreground.</summary>
    public bool? BlockOwnerDeletion { get; init; }
}
