using Roadstead.Core.Contracts.Clusters;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Clusters;

/// <summary>Text keys of what a cluster is and does.</summary>
internal static class ClusterText
{
    internal static string Kind(ClusterKind kind) => kind == ClusterKind.Kubernetes ? Key("Kubernetes") : Key("Standalone");

    internal static string Found(FoundHarbors found) => found == FoundHarbors.Integrate
        ? Key("Roadstead reads the password of their user admin from the cluster and makes registries of them. Only for clusters whose admins you trust with that.")
        : Key("No password is read; each can be integrated alone.");

    internal static string Admission(AdmissionMode mode) => mode switch
    {
        AdmissionMode.Enforce => Key("Pods with images that their namespace may not use are denied, with the reason and what to do."),
        AdmissionMode.Audit => Key("Every pod starts; what would be denied is reported."),
        _ => Key("Nothing is asked: a pod may run whatever is on its node already."),
    };
}
