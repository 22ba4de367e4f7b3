namespace Roadstead.Kubernetes.Objects;

/// <summary>What a container does: at most one of these.</summary>
public sealed record ContainerState
{
    /// <summary>It waits, for its image for example.</summary>
    public ContainerStateWaiting? Waiting { get; init; }

    /// <summary>It runs.</summary>
    public ContainerStateRunning? Running { get; init; }
}
