using System.Collections.Concurrent;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Access;

namespace Roadstead.Server.Admission.Webhooks;

/// <summary>What the reconciler last reported of each cluster. Kept by row, so that a new cluster under an old name inherits nothing.</summary>
internal sealed class AdmissionStates(IClusterSource clusters, TimeProvider time) : IAdmissionStates
{
    private readonly ConcurrentDictionary<Guid, Reported> reports = new();
    private readonly DateTimeOffset started = time.GetUtcNow();

    public AdmissionStatusView? StateOf(string cluster)
    {
        if (!clusters.Clusters.TryGetValue(cluster, out var known) || known.Kind is not ClusterKind.Kubernetes) return null;
        var report = reports.GetValueOrDefault(known.ClusterId);

        // What was reported for another mode says nothing of this one.
        return report?.Mode == known.Admission
            ? report.Status
            : new AdmissionStatusView(AdmissionState.Pending, "pending", "The webhooks are being changed, or the cluster has not been reached yet.", report?.Status.ChangedAt ?? started);
    }

    public void Report(Guid clusterId, AdmissionMode mode, AdmissionState state, string? reason, string message) => reports.AddOrUpdate(
        clusterId,
        _ => new Reported(mode, new AdmissionStatusView(state, reason, message, time.GetUtcNow())),
        (_, before) => before.Mode == mode && before.Status.State == state && before.Status.Reason == reason
            ? before with { Status = before.Status with { Message = message } }
            : new Reported(mode, new AdmissionStatusView(state, reason, message, time.GetUtcNow())));

    private sealed record Reported(AdmissionMode Mode, AdmissionStatusView Status);
}
