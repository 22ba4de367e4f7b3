using System.Text.Json.Nodes;

namespace Roadstead.Kubernetes.Objects;

/// <summary>A certificate that cert-manager keeps, known in part.</summary>
public sealed record Certificate : IKubernetesResource<Certificate>
{
    /// <inheritdoc />
    public static ResourceType Resource { get; } = new("cert-manager.io", "v1", "Certificate", "certificates", true);

    /// <summary>Group and version.</summary>
    public string ApiVersion => Resource.ApiVersion;

    /// <summary>Kind.</summary>
    public string Kind => Resource.Kind;

    /// <inheritdoc />
    public required ObjectMeta Metadata { get; init; }

    /// <summary>What shall be, as a tree. Not to be changed.</summary>
    public JsonObject? Spec { get; init; }
}
