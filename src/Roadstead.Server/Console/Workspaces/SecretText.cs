using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.PullSecrets;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>How a pull secret stands, in a word, in a sentence, and in what to do: text keys.</summary>
internal static class SecretText
{
    internal static bool IsStandalone(PullSecretView secret) => secret.Reason == "standalone";

    internal static string Word(PullSecretView secret) => (secret.State, secret.Reason) switch
    {
        (DeliveryState.Ready, "standalone") => Key("By hand"),
        (DeliveryState.Ready, _) => Key("Current"),
        (_, PullSecretReason.Starting) => Key("Looking"),
        (_, PullSecretReason.ClusterDisconnected) => Key("Cluster away"),
        (_, PullSecretReason.NamespaceMissing) => Key("No namespace"),
        (_, PullSecretReason.NamespaceTerminating) => Key("Going"),
        (_, PullSecretReason.ForeignSecret) => Key("Foreign"),
        (DeliveryState.Failing, _) when secret.AccountRefers is false => Key("Not referred to"),
        (DeliveryState.Failing, _) => Key("Failed"),
        _ => Key("Pending"),
    };

    /// <summary>False where the cluster's own message says it.</summary>
    internal static bool HasMeaning(PullSecretView secret) => Meaning(secret).Length > 0;

    /// <summary>What it means for those who pull; empty where only the cluster's own message says it.</summary>
    internal static string Meaning(PullSecretView secret) => (secret.State, secret.Reason) switch
    {
        (DeliveryState.Ready, "standalone") => Key("A standalone cluster has no secrets: config.json hands the pull identity out."),
        (DeliveryState.Ready, _) => Key("The secret holds the namespace's pull identities, and the default service account refers to it."),
        (_, PullSecretReason.Starting) => Key("It is looked at in a moment."),
        (_, PullSecretReason.ClusterDisconnected) => Key("The cluster is not reached. What is there stays there; what is new comes as soon as it is reached."),
        (_, PullSecretReason.NamespaceMissing) => Key("The cluster has no namespace of this name. Its pull secret is made as soon as it has."),
        (_, PullSecretReason.NamespaceTerminating) => Key("The namespace is being deleted in the cluster."),
        (_, PullSecretReason.ForeignSecret) => Key("Somebody else made a secret of this name. Roadstead leaves it alone: the namespace pulls nothing private."),
        _ => "",
    };

    /// <summary>What somebody runs to mend it; null when nothing can be run. No text key.</summary>
    internal static string? Command(WorkspaceNamespaceView ns) => ns.PullSecret.Reason switch
    {
        PullSecretReason.NamespaceMissing => $"kubectl create namespace {ns.Namespace}",
        PullSecretReason.ForeignSecret => $"kubectl delete secret {ns.PullSecret.Name} --namespace {ns.Namespace}",
        _ => null,
    };
}
