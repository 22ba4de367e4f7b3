using Roadstead.Kubernetes.Objects;

namespace Roadstead.Server.Clusters.Pods;

/// <summary>What a pod is part of, as people know it.</summary>
/// <param name="Kind">Such as <c>Deployment</c>; <c>Pod</c> for one that nobody manages.</param>
/// <param name="Name">Its name.</param>
internal readonly record struct PodOwner(string Kind, string Name)
{
    private const string PodTemplateHash = "pod-template-hash";

    public static PodOwner Of(Pod pod)
    {
        var owner = pod.Metadata.OwnerReferences?.FirstOrDefault(reference => reference.Controller is true);

        // The mirror of a static pod is its node's; the pod itself is what people know.
        if (owner is not { Kind: { } kind, Name: { } name } || kind == "Node")
            return new PodOwner("Pod", pod.Metadata.Name);

        // A deployment names its replica sets <name>-<hash>, and their pods carry the hash.
        return kind == "ReplicaSet" && pod.Metadata.Labels?.GetValueOrDefault(PodTemplateHash) is { Length: > 0 } hash && name.EndsWith($"-{hash}", StringComparison.Ordinal)
            ? new PodOwner("Deployment", name[..^(hash.Length + 1)])
            : new PodOwner(kind, name);
    }
}
