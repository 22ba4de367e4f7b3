using System.Text.Json.Nodes;

namespace Roadstead.Kubernetes.Objects;

/// <summary>Who signs certificates of cert-manager, known in part.</summary>
public sealed record Issuer : IKubernetesResource<Issuer>
{
    /// <inheritdoc />
    public static ResourceType Resource { get; } = new("cert-manager.io", "v1", "Issuer", "issuers", true);

    /// <summary>Group and version.</summary>
    public string ApiVersion => Resource.ApiVersion;

    /// <summary>Kind.</summary>
    public string Kind => Resource.Kind;

    /// <inheritdoc />
    public required ObjectMeta Metadata { get; init; }

    /// <summary>What shall be, as a tree. Not to be changed.</summary>
    public JsonObject? Spec { get; init; }
}
