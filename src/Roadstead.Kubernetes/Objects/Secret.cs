using System.Text.Json.Serialization;

namespace Roadstead.Kubernetes.Objects;

/// <summary>A secret, whole. Its text form names it and shows no content.</summary>
public sealed record Secret : IKubernetesResource<Secret>
{
    /// <summary>The type of a pull secret.</summary>
    public const string DockerConfigJson = "kubernetes.io/dockerconfigjson";

    /// <summary>The key of a pull secret's content.</summary>
    public const string DockerConfigJsonKey = ".dockerconfigjson";

    /// <inheritdoc />
    public static ResourceType Resource { get; } = new("", "v1", "Secret", "secrets", true) { IsWhole = true };

    /// <summary>Group and version.</summary>
    public string ApiVersion => Resource.ApiVersion;

    /// <summary>Kind.</summary>
    public string Kind => Resource.Kind;

    /// <inheritdoc />
    public required ObjectMeta Metadata { get; init; }

    /// <summary>Such as <see cref="DockerConfigJson"/>; cannot be changed.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? Type { get; init; }

    /// <summary>Content by key, decoded; at most 1 MiB in all.</summary>
    public IReadOnlyDictionary<string, byte[]>? Data { get; init; }

    /// <summary>Whether the content is frozen for ever.</summary>
    public bool? Immutable { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"Secret {ResourceKey.Of(Metadata)}";
}
