namespace Roadstead.Kubernetes.Objects;

/// <summary>What a deployment shall run.</summary>
public sealed record DeploymentSpec
{
    /// <summary>How many pods; null is 1.</summary>
    public int? Replicas { get; init; }

    /// <summary>Which pods are its own; cannot be changed.</summary>
    public required LabelSelector Selector { get; init; }

    /// <summary>What its pods are made from.</summary>
    public required PodTemplate Template { get; init; }

    /// <summary>Seconds without progress after which it counts as failed; null is 600.</summary>
    public int? ProgressDeadlineSeconds { get; init; }
}
