namespace Roadstead.Kubernetes.Leases;

/// <summary>Which lease decides who leads, and how long it holds. Durations as those of Kubernetes' own components.</summary>
public sealed record LeaseElectionOptions
{
    /// <summary>Namespace of the lease.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the lease.</summary>
    public required string Name { get; init; }

    /// <summary>Who this is: different in each process.</summary>
    public required string Identity { get; init; }

    /// <summary>How long others wait for a renewal before they take over. Default 15 s; whole seconds, more than <see cref="RenewDeadline"/>.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the leader tries to renew before it stops leading by itself. Default 10 s; more than <see cref="RetryPeriod"/>.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between two tries. Default 2 s.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);
}
