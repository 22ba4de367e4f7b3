namespace Roadstead.Kubernetes.Objects;

/// <summary>How far a deployment is.</summary>
public sealed record DeploymentStatus
{
    /// <summary>The generation that this speaks of; an older one than the object's says nothing about it yet.</summary>
    public long ObservedGeneration { get; init; }

    /// <summary>Pods there are.</summary>
    public int Replicas { get; init; }

    /// <summary>Pods of the newest template.</summary>
    public int UpdatedReplicas { get; init; }

    /// <summary>Pods that pass their readiness probe.</summary>
    public int ReadyReplicas { get; init; }

    /// <summary>Pods that have been ready long enough.</summary>
    public int AvailableReplicas { get; init; }

    /// <summary>Pods that are missing.</summary>
    public int UnavailableReplicas { get; init; }

    /// <summary>Conditions, such as <c>Progressing</c>.</summary>
    public IReadOnlyList<Condition> Conditions { get; init => field = value ?? []; } = [];
}
