namespace Roadstead.Kubernetes.Objects;

/// <summary>A container that runs.</summary>
/// <param name="StartedAt">Since when.</param>
public sealed record ContainerStateRunning(DateTimeOffset? StartedAt);
