using System.Text.Json.Serialization;

namespace Roadstead.Kubernetes.Objects;

/// <summary>What a pod runs.</summary>
public sealed record PodStatus
{
    /// <summary><c>Pending</c>, <c>Running</c>, <c>Succeeded</c>, <c>Failed</c> or <c>Unknown</c>.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? Phase { get; init; }

    /// <summary>Why it is in that phase, such as <c>Evicted</c>; most often null.</summary>
    [JsonConverter(typeof(SharedTextConverter))]
    public string? Reason { get; init; }

    /// <summary>Conditions, such as <c>PodScheduled</c>; null where nothing is kept of them.</summary>
    public IReadOnlyList<Condition>? Conditions { get; init; }

    /// <summary>States of the containers; null before a node has it.</summary>
    public IReadOnlyList<ContainerStatus>? ContainerStatuses { get; init; }

    /// <summary>States of the init containers.</summary>
    public IReadOnlyList<ContainerStatus>? InitContainerStatuses { get; init; }

    /// <summary>States of the ephemeral containers.</summary>
    public IReadOnlyList<ContainerStatus>? EphemeralContainerStatuses { get; init; }
}
