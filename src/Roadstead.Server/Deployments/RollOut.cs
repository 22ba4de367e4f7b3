using Roadstead.Core.Contracts.Deployments;
using Roadstead.Kubernetes.Objects;

namespace Roadstead.Server.Deployments;

/// <summary>Reads how a roll-out goes from what the cluster says: the deployment's conditions first, then why pods wait.</summary>
internal static class RollOut
{
    private const int MaxPods = 100;

    public static DeploymentView View(string cluster, Deployment deployment, IReadOnlyCollection<Pod>? pods)
    {
        var status = deployment.Status ?? new DeploymentStatus();
        var image = DeploymentDraft.Container(deployment)?.Image ?? "";
        var replicas = deployment.Spec.Replicas ?? 1;
        var views = pods?.Where(pod => pod.Metadata.DeletionTimestamp is null).Select(View).OrderBy(pod => pod.Reason is null).ThenByDescending(pod => pod.CreatedAt).Take(MaxPods).ToList();
        var (state, reason, message) = Read(deployment, status, replicas, views?.FirstOrDefault(pod => pod.Image == image && IsFailure(pod)));
        return new DeploymentView(
            deployment.Metadata.Name, cluster, deployment.Metadata.Namespace ?? "", image, replicas, status.UpdatedReplicas, status.ReadyReplicas, status.AvailableReplicas,
            state, reason, message, views, deployment.Metadata.CreationTimestamp)
        {
            Port = DeploymentDraft.Container(deployment)?.Ports is [var port, ..] ? port.Number : null,
        };
    }

    private static (DeploymentState State, string? Reason, string? Message) Read(Deployment deployment, DeploymentStatus status, int replicas, DeploymentPodView? failing)
    {
        // What the status says is about an older deployment until the controller has seen this one.
        if (status.ObservedGeneration < (deployment.Metadata.Generation ?? 0))
            return (DeploymentState.Progressing, "NotObserved", "The cluster has not begun with it yet.");
        if (status.UpdatedReplicas >= replicas && status.AvailableReplicas >= replicas && status.Replicas <= status.UpdatedReplicas)
            return (DeploymentState.Available, Find(status, "Available")?.Reason, replicas == 0 ? "It shall have no pods, and has none." : $"{status.AvailableReplicas} of {replicas} pods serve it.");
        if (Find(status, "ReplicaFailure") is { Status: "True" } refused)
            return (DeploymentState.Failed, refused.Reason, refused.Message);
        if (failing is not null)
            return (DeploymentState.Failed, failing.Reason, failing.Message is null ? $"The pod '{failing.Name}' does not start." : $"The pod '{failing.Name}' does not start: {failing.Message}");
        var progress = Find(status, "Progressing");
        return progress is { Status: "False" }
            ? (DeploymentState.Failed, progress.Reason, progress.Message)
            : (DeploymentState.Progressing, progress?.Reason, $"{status.AvailableReplicas} of {replicas} pods serve it.");
    }

    private static DeploymentPodView View(Pod pod)
    {
        var statuses = pod.Status?.ContainerStatuses ?? [];
        var waiting = (pod.Status?.InitContainerStatuses ?? []).Concat(statuses).Select(container => container.State?.Waiting).FirstOrDefault(state => state is { Reason: not null });

        // A pod that no node takes has no containers yet: the scheduler says why.
        var unscheduled = statuses.Count > 0 ? null : pod.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "PodScheduled", Status: "False" });
        return new DeploymentPodView(
            pod.Metadata.Name, pod.Status?.Phase ?? "Pending", statuses.Count > 0 && statuses.All(container => container.Ready), pod.Spec.Containers is [var first, ..] ? first.Image : null,
            waiting?.Reason ?? pod.Status?.Reason ?? unscheduled?.Reason, waiting?.Message ?? unscheduled?.Message, pod.Metadata.CreationTimestamp);
    }

    // A node gives these two while all is well, and a node for what the scheduler finds none for may be on its way; every other reason to wait says what went wrong.
    private static bool IsFailure(DeploymentPodView pod) => pod.Reason is not (null or "ContainerCreating" or "PodInitializing" or "Unschedulable");

    private static Condition? Find(DeploymentStatus status, string type) => status.Conditions.FirstOrDefault(condition => condition.Type == type);
}
