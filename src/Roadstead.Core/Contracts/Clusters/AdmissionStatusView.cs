namespace Roadstead.Core.Contracts.Clusters;

/// <summary>How admission does in a cluster.</summary>
/// <param name="State">Whether the webhooks are as they should be.</param>
/// <param name="Reason">A code when they are not; null otherwise.</param>
/// <param name="Message">The state in words.</param>
/// <param name="ChangedAt">Since when it is so.</param>
public sealed record AdmissionStatusView(AdmissionState State, string? Reason, string Message, DateTimeOffset ChangedAt);
