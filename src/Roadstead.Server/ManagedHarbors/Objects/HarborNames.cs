using Roadstead.Kubernetes.Objects;

namespace Roadstead.Server.ManagedHarbors.Objects;

/// <summary>Names of what belongs to a Harbor that Roadstead makes. Never changed: what an earlier version made is found by them.</summary>
internal static class HarborNames
{
    public const string ManagedByKey = "app.kubernetes.io/managed-by";
    public const string ManagedBy = "roadstead";
    public const string InstallationKey = "roadstead.dev/installation";

    /// <summary>Which row an object was made for: only the store and who may read the object know it, so that nobody's object passes for ours by chance.</summary>
    public const string RowKey = "roadstead.dev/managed-harbor";

    /// <summary>Which of the passwords that were given here a secret holds.</summary>
    public const string GenerationKey = "roadstead.dev/password-generation";

    /// <summary>The key of the password in the secret of a Harbor's admin.</summary>
    public const string PasswordKey = "secret";

    public const string DatabasePasswordKey = "postgresql-password";
    public const string RedisPasswordKey = "redis-password";

    public static string AdminSecret(string name) => $"{name}-admin";

    public static string DatabaseSecret(string name) => $"{name}-database-login";

    public static string RedisSecret(string name) => $"{name}-redis-login";

    public static string Volume(string name) => $"{name}-images";

    public static string Issuer(string name) => $"{name}-issuer";

    /// <summary>The certificate, and the secret that cert-manager puts it into.</summary>
    public static string Certificate(string name) => $"{name}-tls";

    /// <summary>Name, labels and annotations of an object of ours.</summary>
    public static ObjectMeta Metadata(string ns, string name, Guid row, string installation, int? generation = null)
    {
        var annotations = new Dictionary<string, string> { [RowKey] = row.ToString("N") };
        if (generation is { } number)
            annotations[GenerationKey] = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new ObjectMeta
        {
            Name = name,
            Namespace = ns,
            Labels = new Dictionary<string, string> { [ManagedByKey] = ManagedBy, [InstallationKey] = installation },
            Annotations = annotations,
        };
    }

    /// <summary>True when an object was made for this row.</summary>
    public static bool IsOf(ObjectMeta found, Guid row) => found.Annotations?.GetValueOrDefault(RowKey) == row.ToString("N");
}
