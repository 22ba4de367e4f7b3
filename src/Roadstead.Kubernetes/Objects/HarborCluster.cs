using System.Text.Json.Nodes;

namespace Roadstead.Kubernetes.Objects;

/// <summary>A Harbor that the operator of goharbor.io runs, known in part. Its spec is a tree, so that nothing of it is lost.</summary>
public sealed record HarborCluster : IKubernetesResource<HarborCluster>
{
    /// <inheritdoc />
    public static ResourceType Resource { get; } = new("goharbor.io", "v1beta1", "HarborCluster", "harborclusters", true);

    /// <summary>Group and version.</summary>
    public string ApiVersion => Resource.ApiVersion;

    /// <summary>Kind.</summary>
    public string Kind => Resource.Kind;

    /// <inheritdoc />
    public required ObjectMeta Metadata { get; init; }

    /// <summary>What shall be. Not to be changed.</summary>
    public JsonObject? Spec { get; init; }

    /// <summary>How far the operator is; null until it has looked.</summary>
    public HarborClusterStatus? Status { get; init; }
}
