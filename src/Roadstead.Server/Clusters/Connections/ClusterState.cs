using Roadstead.Core.Contracts.Clusters;

namespace Roadstead.Server.Clusters.Connections;

/// <summary>How a Kubernetes cluster does.</summary>
/// <param name="Status">Connected: it answers, and what happens in it is followed.</param>
/// <param name="Reason">One of <see cref="ClusterReason"/> or of the client's reasons; null when all is well.</param>
/// <param name="Message">What is the matter and how to mend it; null when all is well.</param>
/// <param name="Version">What the API server says of itself; null until it was reached.</param>
/// <param name="MissingRights">Rights of deploy/cluster-role.yaml that the account lacks, such as <c>create secrets</c>.</param>
/// <param name="ChangedAt">Since when status and reason are so.</param>
public sealed record ClusterState(ClusterStatus Status, string? Reason, string? Message, string? Version, IReadOnlyList<string> MissingRights, DateTimeOffset ChangedAt);
