namespace Roadstead.Kubernetes.Objects;

/// <summary>A deployment, known in part: what Roadstead writes into it, and how its roll-out goes.</summary>
public sealed record Deployment : IKubernetesResource<Deployment>
{
    /// <inheritdoc />
    public static ResourceType Resource { get; } = new("apps", "v1", "Deployment", "deployments", true);

    /// <summary>Group and version.</summary>
    public string ApiVersion => Resource.ApiVersion;

    /// <summary>Kind.</summary>
    public string Kind => Resource.Kind;

    /// <inheritdoc />
    public required ObjectMeta Metadata { get; init; }

    /// <summary>What shall run.</summary>
    public required DeploymentSpec Spec { get; init; }

    /// <summary>How far it is; null in what is written.</summary>
    public DeploymentStatus? Status { get; init; }
}
