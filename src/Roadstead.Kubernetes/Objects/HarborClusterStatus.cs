namespace Roadstead.Kubernetes.Objects;

/// <summary>How far the operator is with a Harbor.</summary>
public sealed record HarborClusterStatus
{
    /// <summary><c>provisioning</c>, <c>healthy</c> or <c>unhealthy</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Conditions: <c>CacheReady</c>, <c>DatabaseReady</c>, <c>StorageReady</c>, <c>ServiceReady</c>, <c>ConfigurationReady</c>.</summary>
    public IReadOnlyList<Condition> Conditions { get; init => field = value ?? []; } = [];
}
