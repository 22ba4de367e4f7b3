using System.Collections.Concurrent;
using Roadstead.Kubernetes.Objects;
using Roadstead.Kubernetes.Watching;
using Roadstead.Server.Clusters.Connections;

namespace Roadstead.Server.Clusters.Pods;

/// <summary>Which containers wait for their image, and since when: Kubernetes itself does not say since when.</summary>
internal sealed class PullFailures(TimeProvider time)
{
    // https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/images/types.go
    private static readonly HashSet<string> Reasons =
        ["ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName", "ImageInspectError", "RegistryUnavailable", "SignatureValidationFailed"];

    private readonly ConcurrentDictionary<(Guid Cluster, string Uid, string Container), DateTimeOffset> since = new();

    /// <summary>What fails of a pod.</summary>
    public IEnumerable<FailingPull> Of(ClusterConnection connection, Pod pod) =>
        from container in Failing(pod)
        let waiting = container.State!.Waiting!
        select new FailingPull(
            pod.Metadata.Name,
            container.Name ?? "",
            ImageOf(pod, container),
            waiting.Reason!,
            waiting.Message,
            since.GetValueOrDefault(Key(connection, pod, container), pod.Metadata.CreationTimestamp ?? time.GetUtcNow()));

    /// <summary>What is there already has failed since its pod was made, as far as anybody can tell.</summary>
    public void Begin(ClusterConnection connection)
    {
        foreach (var pod in connection.Pods.Items)
        {
            foreach (var container in Failing(pod))
                since.TryAdd(Key(connection, pod, container), pod.Metadata.CreationTimestamp ?? time.GetUtcNow());
        }
    }

    public void Note(ClusterConnection connection, InformerChange<Pod> change)
    {
        var failing = change.After is null ? [] : Failing(change.After).Select(container => Key(connection, change.After, container)).ToHashSet();
        foreach (var key in change.Before is null ? [] : Failing(change.Before).Select(container => Key(connection, change.Before, container)).Where(key => !failing.Contains(key)))
            since.TryRemove(key, out _);
        foreach (var key in failing)
            since.TryAdd(key, time.GetUtcNow());
    }

    public void Forget(ClusterConnection connection)
    {
        foreach (var key in since.Keys.Where(key => key.Cluster == connection.ClusterId))
            since.TryRemove(key, out _);
    }

    private static IEnumerable<ContainerStatus> Failing(Pod pod) => PodImages.StatesOf(pod).Where(container => container.State?.Waiting?.Reason is { } reason && Reasons.Contains(reason));

    private static (Guid, string, string) Key(ClusterConnection connection, Pod pod, ContainerStatus container) => (connection.ClusterId, pod.Metadata.Uid ?? "", container.Name ?? "");

    // The state names the image as the node resolved it; people look for what they wrote.
    private static string ImageOf(Pod pod, ContainerStatus container) =>
        (pod.Spec.Containers ?? []).Concat(pod.Spec.InitContainers ?? []).Concat(pod.Spec.EphemeralContainers ?? []).FirstOrDefault(one => one.Name == container.Name)?.Image ?? container.Image ?? "";
}
