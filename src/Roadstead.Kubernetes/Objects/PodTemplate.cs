namespace Roadstead.Kubernetes.Objects;

/// <summary>What pods are made from.</summary>
public sealed record PodTemplate
{
    /// <summary>Labels and annotations of the pods.</summary>
    public ObjectMetaTemplate? Metadata { get; init; }

    /// <summary>What the pods run.</summary>
    public required PodTemplateSpec Spec { get; init; }
}
