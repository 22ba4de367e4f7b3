using Roadstead.Core.Contracts.Clusters;

namespace Roadstead.Server.Console.Clusters;

/// <summary>Text keys of what a cluster is and does.</summary>
internal static class ClusterText
{
    internal static string Kind(ClusterKind kind) => kind == ClusterKind.Kubernetes ? "Kubernetes" : "Standalone";

    internal static string Found(FoundHarbors found) => found == FoundHarbors.Integrate
        ? "Roadstead reads the password of their user admin from the cluster and makes registries of them. Only for clusters whose admins you trust with that."
        : "No password is read; each can be integrated alone.";

    internal static string Admission(AdmissionMode mode) => mode switch
    {
        AdmissionMode.Enforce => "Pods with images that their namespace may not use are denied, with the reason and what to do.",
        AdmissionMode.Audit => "Every pod starts; what would be denied is reported.",
        _ => "Nothing is asked: a pod may run whatever is on its node already.",
    };
}
