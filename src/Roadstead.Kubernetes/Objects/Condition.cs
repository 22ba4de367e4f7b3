namespace Roadstead.Kubernetes.Objects;

/// <summary>One statement about an object.</summary>
public sealed record Condition
{
    /// <summary>What it is about, such as <c>Available</c>.</summary>
    public string? Type { get; init; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string? Status { get; init; }

    /// <summary>One word in CamelCase.</summary>
    public string? Reason { get; init; }

    /// <summary>A sentence.</summary>
    public string? Message { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? LastTransitionTime { get; init; }
}
