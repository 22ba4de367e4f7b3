using System.Globalization;
using System.Text.RegularExpressions;
using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Http;
using Roadstead.Server.Registries.Requests;

namespace Roadstead.Server.ManagedHarbors.Requests;

/// <summary>The rules of single fields, the same for making and for editing a Harbor.</summary>
internal static partial class HarborFields
{
    public const int MaxReplicas = 9;

    private const string NameShape = "1-253 characters of a-z, 0-9, '-' and '.'";

    private static readonly string[] SslModes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

    public static void CheckVersion(string? version, FieldErrors errors) =>
        errors.Require(version is null || Version().IsMatch(version), "version", "A version is a release such as 2.6.2.");

    public static void CheckReplicas(int? replicas, FieldErrors errors) =>
        errors.Require(replicas is null or (>= 1 and <= MaxReplicas), "replicas", $"The number of replicas is 1 to {MaxReplicas}.");

    /// <summary>What Harbor itself asks of passwords.</summary>
    public static void CheckPassword(string? password, FieldErrors errors) => errors.Require(
        password is null || (password.Length is >= 8 and <= 128 && password.Any(char.IsAsciiLetterUpper) && password.Any(char.IsAsciiLetterLower) && password.Any(char.IsAsciiDigit) && !password.Any(char.IsControl)),
        "adminPassword",
        "The password of admin has 8 to 128 characters, among them a capital letter, a small one and a digit.");

    /// <summary>The address in its one form; null when there is none, or when it is wrong.</summary>
    public static string? ReadUrl(string? text, FieldErrors errors)
    {
        if (text is null) return null;
        errors.Require(RegistryUrl.TryParse(text, RegistryType.Harbor, out var url, out var problem), "externalUrl", problem ?? "");
        return url?.Text;
    }

    public static HarborAccess? ReadAccess(HarborAccess? access, FieldErrors errors)
    {
        if (access is null) return null;
        var tls = access.Tls ?? HarborTls.SelfSigned;
        errors
            .Require(access.Host is not null && access.Host.Length <= 253 && IsObjectName(access.Host) && access.Host.Any(char.IsAsciiLetter), "access.host", "The host is a DNS name in small letters, such as harbor.example.com.")
            .Require(access.IngressClassName is null || IsObjectName(access.IngressClassName), "access.ingressClassName", $"The name of an ingress class is {NameShape}.")
            .Require(tls is HarborTls.Secret == access.TlsSecretName is not null, "access.tlsSecretName", "Give the name of the secret for a certificate of a secret (tls: secret), and for that alone.")
            .Require(access.TlsSecretName is null || IsObjectName(access.TlsSecretName), "access.tlsSecretName", $"The name of a secret is {NameShape}.");
        return access with { Type = HarborAccessType.Ingress, Tls = tls };
    }

    public static HarborVolume? ReadStorage(HarborVolume? storage, FieldErrors errors)
    {
        errors
            .Require(storage?.Size is not null && Size().IsMatch(storage.Size), "storage.size", "A size is a number with Mi, Gi or Ti, such as 100Gi.")
            .Require(storage?.ClassName is null || IsObjectName(storage.ClassName), "storage.className", $"The name of a storage class is {NameShape}.");
        return storage is null || !errors.IsValid("storage.size") ? null : storage with { Size = Canonical(storage.Size!), Shared = storage.Shared ?? false };
    }

    public static HarborDatabase? ReadDatabase(HarborDatabase? database, FieldErrors errors)
    {
        if (database is null) return null;
        errors
            .Require(IsHost(database.Host), "database.host", "Give the database's host: a host name or an IP address.")
            .Require(database.Port is null or (>= 1 and <= 65535), "database.port", "A port is 1 to 65535.")
            .Require(!string.IsNullOrEmpty(database.Username) && IsLine(database.Username), "database.username", "Give the login at the database.")
            .Require(!string.IsNullOrEmpty(database.Password) && IsLine(database.Password), "database.password", "Give the password at the database.")
            .Require(database.SslMode is null || SslModes.Contains(database.SslMode), "database.sslMode", $"The sslmode is one of: {string.Join(", ", SslModes)}.");
        return database with { Port = database.Port ?? 5432, SslMode = database.SslMode ?? "prefer" };
    }

    public static HarborRedis? ReadRedis(HarborRedis? redis, FieldErrors errors)
    {
        if (redis is null) return null;
        errors
            .Require(IsHost(redis.Host), "redis.host", "Give Redis' host: a host name or an IP address.")
            .Require(redis.Port is null or (>= 1 and <= 65535), "redis.port", "A port is 1 to 65535.")
            .Require(redis.Password is null || IsLine(redis.Password), "redis.password", "The password of Redis is one line.");
        return redis with { Port = redis.Port ?? 6379 };
    }

    private static bool IsHost(string? host) => host is { Length: > 0 and <= 253 } && Uri.CheckHostName(host) is not (UriHostNameType.Unknown or UriHostNameType.Basic);

    private static bool IsLine(string text) => text.Length <= 1024 && !text.Any(char.IsControl);

    private static bool IsObjectName(string text) => text.Length <= 253 && ObjectName().IsMatch(text);

    // As Kubernetes itself would write it: what is compared later must not differ by its spelling.
    private static string Canonical(string size)
    {
        string[] units = ["Mi", "Gi", "Ti"];
        var unit = Array.IndexOf(units, size[^2..]);
        var number = int.Parse(size[..^2], CultureInfo.InvariantCulture);
        for (; unit < units.Length - 1 && number % 1024 == 0; unit++)
            number /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{number}{units[unit]}");
    }

    [GeneratedRegex(@"\A[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}\z")]
    private static partial Regex Version();

    [GeneratedRegex(@"\A[1-9][0-9]{0,6}(Mi|Gi|Ti)\z")]
    private static partial Regex Size();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\z")]
    private static partial Regex ObjectName();
}
