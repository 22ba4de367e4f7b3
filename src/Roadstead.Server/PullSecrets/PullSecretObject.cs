using System.Globalization;
using System.Security.Cryptography;
using Roadstead.Kubernetes.Objects;
using Roadstead.Server.PullIdentities;

namespace Roadstead.Server.PullSecrets;

/// <summary>The pull secret as an object of the cluster: what it should be, and how far one that is there is from it.</summary>
internal static class PullSecretObject
{
    public static Secret Create(string ns, PullSecretContent content, string installation, DateTimeOffset now) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = PullSecretNames.Secret,
            Namespace = ns,
            Labels = Labels(null, installation),
            Annotations = Annotations(null, content, now),
        },
        Type = Secret.DockerConfigJson,
        Data = Data(content),
    };

    /// <summary>The same object with what it should hold; what others put beside it stays.</summary>
    public static Secret Repair(Secret found, PullSecretContent content, string installation, DateTimeOffset now) => found with
    {
        Metadata = found.Metadata with
        {
            Labels = Labels(found.Metadata.Labels, installation),
            Annotations = Annotations(found.Metadata.Annotations, content, Holds(found, content) ? ChangedAt(found) ?? now : now),
        },
        Data = Data(content),
    };

    /// <summary>True when this Roadstead made it. One that lost its labels is known by the account that it says it holds; a label of another Roadstead counts more.</summary>
    public static bool IsOurs(Secret found, string installation) => found.Metadata.Labels?.GetValueOrDefault(PullSecretNames.InstallationKey) is { } label
        ? label == installation && found.Metadata.Labels.GetValueOrDefault(PullSecretNames.ManagedByKey) is null or PullSecretNames.ManagedBy
        : found.Metadata.Annotations?.GetValueOrDefault(PullSecretNames.AccountKey)?.StartsWith($"ns-{installation}-", StringComparison.Ordinal) is true;

    public static SecretStep Compare(Secret found, PullSecretContent content, string installation)
    {
        // Neither can be changed.
        if (found.Type != Secret.DockerConfigJson || found.Immutable is true)
            return SecretStep.Remake;
        if (!Holds(found, content))
            return MustBeNew(found, content) ? SecretStep.Remake : SecretStep.Write;
        return Has(found.Metadata.Labels, Labels(null, installation)) && Has(found.Metadata.Annotations, Annotations(null, content, null)) && ChangedAt(found) is not null
            ? SecretStep.None
            : SecretStep.Write;
    }

    public static bool Holds(Secret found, PullSecretContent content) =>
        found.Data is { Count: 1 } data && data.TryGetValue(Secret.DockerConfigJsonKey, out var bytes) && bytes.AsSpan().SequenceEqual(content.DockerConfigJson);

    /// <summary>When its content was last written, as it says; null when it does not.</summary>
    public static DateTimeOffset? ChangedAt(Secret found) =>
        DateTimeOffset.TryParse(found.Metadata.Annotations?.GetValueOrDefault(PullSecretNames.ChangedAtKey), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    // Of another workspace, or of before access was taken away.
    private static bool MustBeNew(Secret found, PullSecretContent content)
    {
        var account = found.Metadata.Annotations?.GetValueOrDefault(PullSecretNames.AccountKey);
        if (account is not null && Stem(account) != Stem(content.Account))
            return true;
        var generation = int.TryParse(found.Metadata.Annotations?.GetValueOrDefault(PullSecretNames.GenerationKey), CultureInfo.InvariantCulture, out var known) ? known : 0;
        if (generation < content.NewSecretSince)
            return true;

        // One that holds none of an identity's generations may have held one earlier.
        var held = (found.Metadata.Annotations?.GetValueOrDefault(PullSecretNames.IdentitiesKey) ?? "").Split(',');
        return content.Identities.Any(identity => identity.NewSecretSince > held.Where(name => Stem(name) == Stem(identity.Name)).Select(GenerationOf).DefaultIfEmpty(0).Max());
    }

    private static int GenerationOf(string name) => int.TryParse(name[(name.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture, out var generation) ? generation : 0;

    private static string Stem(string account) => account[..(account.LastIndexOf('-') + 1)];

    private static Dictionary<string, byte[]> Data(PullSecretContent content) => new() { [Secret.DockerConfigJsonKey] = content.DockerConfigJson };

    private static Dictionary<string, string> Labels(IReadOnlyDictionary<string, string>? others, string installation) => new(others ?? new Dictionary<string, string>())
    {
        [PullSecretNames.ManagedByKey] = PullSecretNames.ManagedBy,
        [PullSecretNames.InstallationKey] = installation,
    };

    private static Dictionary<string, string> Annotations(IReadOnlyDictionary<string, string>? others, PullSecretContent content, DateTimeOffset? changedAt)
    {
        var annotations = new Dictionary<string, string>(others ?? new Dictionary<string, string>())
        {
            [PullSecretNames.AccountKey] = content.Account,
            [PullSecretNames.GenerationKey] = content.Generation.ToString(CultureInfo.InvariantCulture),
            [PullSecretNames.IdentitiesKey] = string.Join(',', content.Identities.Select(identity => identity.Name)),
            [PullSecretNames.ContentHashKey] = Convert.ToHexStringLower(SHA256.HashData(content.DockerConfigJson)),
        };
        if (changedAt is { } at)
            annotations[PullSecretNames.ChangedAtKey] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return annotations;
    }

    private static bool Has(IReadOnlyDictionary<string, string>? found, Dictionary<string, string> wanted) =>
        found is not null && wanted.All(pair => found.GetValueOrDefault(pair.Key) == pair.Value);
}
