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

    /// <summary>
    /// A merge patch that adds it. The list is replaced whole (it has no merge key, so that a strategic merge would do the same): the references of others are sent along,
    /// over no other version of the account than they were read at.
    /// </summary>
    public static JsonObject Adding(ServiceAccount account, string installation) =>
        Patch(account, installation, [.. Others(account), new JsonObject { ["name"] = PullSecretNames.Secret }]);

    /// <summary>The same for taking it away.</summary>
    public static JsonObject Removing(ServiceAccount account) => Patch(account, null, [.. Others(account)]);

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

    private static IEnumerable<JsonNode> Others(ServiceAccount account) => (account.ImagePullSecrets ?? [])
        .Where(reference => reference.Name != PullSecretNames.Secret)
        .Select(reference => new JsonObject { ["name"] = reference.Name });

    private static JsonObject Patch(ServiceAccount account, string? installation, JsonArray references) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["resourceVersion"] = account.Metadata.ResourceVersion,
            ["annotations"] = new JsonObject { [PullSecretNames.InstallationKey] = installation },
        },
        ["imagePullSecrets"] = references,
    };
}
