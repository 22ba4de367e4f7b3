namespace Roadstead.Kubernetes.Objects;

/// <summary>An event of the core group, known in part.</summary>
public sealed record Event : IKubernetesResource<Event>
{
    /// <inheritdoc />
    public static ResourceType Resource { get; } = new("", "v1", "Event", "events", true);

    /// <summary>Group and version.</summary>
    public string ApiVersion => Resource.ApiVersion;

    /// <summary>Kind.</summary>
    public string Kind => Resource.Kind;

    /// <inheritdoc />
    public required ObjectMeta Metadata { get; init; }

    /// <summary>What it is about.</summary>
    public required ObjectReference InvolvedObject { get; init; }

    /// <summary>One word in CamelCase.</summary>
    public string? Reason { get; init; }

    /// <summary>A sentence.</summary>
    public string? Message { get; init; }

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Who tells it.</summary>
    public EventSource? Source { get; init; }

    /// <summary>When it happened first.</summary>
    public DateTimeOffset? FirstTimestamp { get; init; }

    /// <summary>When it happened last.</summary>
    public DateTimeOffset? LastTimestamp { get; init; }

    /// <summary>How often.</summary>
    public int? Count { get; init; }
}
