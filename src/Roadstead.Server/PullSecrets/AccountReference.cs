using System.Text.Json.Nodes;
using Roadstead.Kubernetes.Objects;

namespace Roadstead.Server.PullSecrets;

/// <summary>
/// The reference of a namespace's default service account to the pull secret. The account is the cluster's, others' references are theirs; ours is told by an annotation,
/// so that none but the Roadstead that put it there takes it away.
/// </summary>
internal static class AccountReference
{
    public static ServiceAccount Create(string ns, string installation) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = PullSecretNames.ServiceAccount,
            Namespace = ns,
            Annotations = new Dictionary<string, string> { [PullSecretNames.InstallationKey] = installation },
        },
        ImagePullSecrets = [new LocalObjectReference(PullSecretNames.Secret)],
    };

    public static bool IsThere(ServiceAccount account, string installation) =>
        IsOurs(account, installation) && account.ImagePullSecrets?.Any(reference => reference.Name == PullSecretNames.Secret) is true;

    public static bool IsOurs(ServiceAccount account, string installation) => account.Metadata.Annotations?.GetValueOrDefault(PullSecretNames.InstallationKey) == installation;

    /// <summary>A strategic merge, which goes by name: the references of others stay.</summary>
    public static JsonObject Adding(string installation) => new()
    {
        ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [PullSecretNames.InstallationKey] = installation } },
        ["imagePullSecrets"] = new JsonArray(new JsonObject { ["name"] = PullSecretNames.Secret }),
    };

    /// <summary>The same for taking it away, only while nobody has changed the account since.</summary>
    public static JsonObject Removing(ServiceAccount account) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["resourceVersion"] = account.Metadata.ResourceVersion,
            ["annotations"] = new JsonObject { [PullSecretNames.InstallationKey] = null },
        },
        ["imagePullSecrets"] = new JsonArray(new JsonObject { ["$patch"] = "delete", ["name"] = PullSecretNames.Secret }),
    };

    /// <summary>What of an account has to be remembered.</summary>
    public static ServiceAccount Keep(ServiceAccount account) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = account.Metadata.Name,
            Namespace = account.Metadata.Namespace,
            ResourceVersion = account.Metadata.ResourceVersion,
            Annotations = account.Metadata.Annotations?.GetValueOrDefault(PullSecretNames.InstallationKey) is { } installation
                ? new Dictionary<string, string> { [PullSecretNames.InstallationKey] = installation }
                : null,
        },
        ImagePullSecrets = account.ImagePullSecrets,
    };
}
