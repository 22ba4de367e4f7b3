namespace Roadstead.Kubernetes.Work;

/// <summary>How a work queue works.</summary>
public sealed record WorkQueueOptions
{
    /// <summary>Its name in metrics and logs.</summary>
    public required string Name { get; init; }

    /// <summary>Keys worked on at the same time. Default 8.</summary>
    public int MaxConcurrency { get; init; } = 8;

    /// <summary>Keys begun a second in the long run. Default 1,000.</summary>
    public double PerSecond { get; init; } = 1_000;

    /// <summary>Keys that may be begun at once after a pause. Default 4,000.</summary>
    public int Burst { get; init; } = 4_000;

    /// <summary>First wait of a key after it failed; doubled with each failure in a row, with jitter. Default 0.5 s.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait of a key that keeps failing. Default 2 min.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(2);
}
