using Roadstead.Kubernetes.Objects;

namespace Roadstead.Server.Clusters.Pods;

/// <summary>Every image that a pod names: of containers, init containers, ephemeral containers and image volumes.</summary>
internal static class PodImages
{
    /// <summary>As they are written; an image that several name comes several times.</summary>
    public static IEnumerable<string> Of(PodSpec spec) =>
        (spec.Containers ?? []).Concat(spec.InitContainers ?? []).Concat(spec.EphemeralContainers ?? []).Select(container => container.Image)
        .Concat((spec.Volumes ?? []).Select(volume => volume.Image?.Reference))
        .Where(image => !string.IsNullOrEmpty(image))!;

    /// <summary>The states of all containers; empty before a node has the pod.</summary>
    public static IEnumerable<ContainerStatus> StatesOf(Pod pod) =>
        (pod.Status?.InitContainerStatuses ?? []).Concat(pod.Status?.ContainerStatuses ?? []).Concat(pod.Status?.EphemeralContainerStatuses ?? []);
}
