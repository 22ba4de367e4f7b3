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
    /// A merge patch that adds the reference, only while nobody has changed the account since. The list goes whole, with the references of others: to the API server it is one
    /// value, and a strategic merge would replace it as well.
    /// </summary>
    public static JsonObject Adding(ServiceAccount account, string installation) => Patch(account, [.. Others(account), PullSecretNames.Secret], installation);

    /// <summary>The same for taking it away.</summary>
    public static JsonObject Removing(ServiceAccount account) => Patch(account, [.. Others(account)], null);

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

    private static IEnumerable<string?> Others(ServiceAccount account) => (account.ImagePullSecrets ?? []).Select(reference => reference.Name).Where(name => name != PullSecretNames.Secret);

    private static JsonObject Patch(ServiceAccount account, IReadOnlyList<string?> references, string? installation) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["resourceVersion"] = account.Metadata.ResourceVersion,
            ["annotations"] = new JsonObject { [PullSecretNames.InstallationKey] = installation },
        },
        ["imagePullSecrets"] = references.Count == 0 ? null : new JsonArray([.. references.Select(name => new JsonObject { ["name"] = name })]),
    };
}
