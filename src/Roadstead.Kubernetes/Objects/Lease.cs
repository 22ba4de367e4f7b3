namespace Roadstead.Kubernetes.Objects;

/// <summary>A lease, whole: who leads, and for how long.</summary>
public sealed record Lease : IKubernetesResource<Lease>
{
    /// <inheritdoc />
    public static ResourceType Resource { get; } = new("coordination.k8s.io", "v1", "Lease", "leases", true) { IsWhole = true };

    /// <summary>Group and version.</summary>
    public string ApiVersion => Resource.ApiVersion;

    /// <summary>Kind.</summary>
    public string Kind => Resource.Kind;

    /// <inheritdoc />
    public required ObjectMeta Metadata { get; init; }

    /// <summary>Who holds it.</summary>
    public LeaseSpec Spec { get; init => field = value ?? new LeaseSpec(); } = new();
}
