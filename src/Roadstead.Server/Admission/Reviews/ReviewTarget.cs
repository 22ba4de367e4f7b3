namespace Roadstead.Server.Admission.Reviews;

/// <summary>What a review is about.</summary>
internal enum ReviewTarget
{
    /// <summary>Nothing that was asked for.</summary>
    Other,

    /// <summary>A pod, or its <c>ephemeralcontainers</c>.</summary>
    Pod,

    /// <summary>Something that pods are made from later.</summary>
    Workload,
    Namespace,
}
