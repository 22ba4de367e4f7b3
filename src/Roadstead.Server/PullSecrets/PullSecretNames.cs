using Roadstead.Kubernetes;

namespace Roadstead.Server.PullSecrets;

/// <summary>Names that the pull secret goes by in clusters. Never changed: what an earlier version made is found by them.</summary>
public static class PullSecretNames
{
    /// <summary>The name of the pull secret in every namespace.</summary>
    public const string Secret = "roadstead-pull";

    /// <summary>The service account that refers to it, which pods run as that name none.</summary>
    public const string ServiceAccount = "default";

    /// <summary>Which Roadstead: a label of the secret, and on the service account an annotation that says whose reference it is.</summary>
    public const string InstallationKey = "roadstead.dev/installation";

    internal const string ManagedByKey = "app.kubernetes.io/managed-by";
    internal const string ManagedBy = "roadstead";

    /// <summary>The account that the secret holds, which is also the proof that a secret without its labels is ours.</summary>
    internal const string AccountKey = "roadstead.dev/account";

    /// <summary>The account's generation.</summary>
    internal const string GenerationKey = "roadstead.dev/generation";

    /// <summary>The accounts at registries that the secret holds, separated by commas.</summary>
    internal const string IdentitiesKey = "roadstead.dev/identities";

    /// <summary>SHA-256 of the content.</summary>
    internal const string ContentHashKey = "roadstead.dev/content-hash";

    /// <summary>When the content was last written.</summary>
    internal const string ChangedAtKey = "roadstead.dev/changed-at";

    internal static ListScope OwnSecrets(string installation) => new(LabelSelector: $"{ManagedByKey}={ManagedBy},{InstallationKey}={installation}");

    internal static ListScope ServiceAccounts { get; } = new(FieldSelector: $"metadata.name={ServiceAccount}");
}
