namespace Roadstead.Kubernetes.Objects;

/// <summary>What a webhook is asked about: every combination of these.</summary>
public sealed record WebhookRule
{
    /// <summary><c>CREATE</c>, <c>UPDATE</c>, <c>DELETE</c>, <c>CONNECT</c> or <c>*</c>.</summary>
    public required IReadOnlyList<string> Operations { get; init; }

    /// <summary>API groups; empty text for the core group.</summary>
    public required IReadOnlyList<string> ApiGroups { get; init; }

    /// <summary>Versions.</summary>
    public required IReadOnlyList<string> ApiVersions { get; init; }

    /// <summary>Plural names, with subresources as <c>pods/ephemeralcontainers</c>.</summary>
    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary><c>Cluster</c>, <c>Namespaced</c> or <c>*</c> (default).</summary>
    public string? Scope { get; init; }
}
