using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries.Distribution;
using Roadstead.Server.Http;

namespace Roadstead.Server.Registries.Requests;

/// <summary>The rules of single fields, the same for integrating and for editing.</summary>
internal static class RegistryFields
{
    private const int MaxUsername = 255;
    private const int MaxPassword = 8192;
    private const int MaxCertificates = 256 * 1024;

    public static void CheckDisplayName(string? text, FieldErrors errors) =>
        errors.Require(Names.IsDisplayName(text), "displayName", $"displayName is {Names.DisplayNameShape}.");

    /// <summary>A blank password goes with a user name; a password without a user name says nothing.</summary>
    public static void CheckLogin(string? username, string? password, FieldErrors errors) => errors
        .Require(username is null || (username.Length <= MaxUsername && !username.Contains(':', StringComparison.Ordinal) && !username.Any(char.IsControl)), "username", $"username is at most {MaxUsername} characters without ':' and control characters.")
        .Require(password is null || (password.Length <= MaxPassword && !password.AsSpan().ContainsAny('\r', '\n', '\0')), "password", $"password is one line of at most {MaxPassword} characters.");

    /// <summary>True where a password goes without a user name: an access token of Artifactory's.</summary>
    public static bool TakesTokenAlone(RegistryType? type) => type is RegistryType.Artifactory;

    public static void CheckTls(TlsSettings? tls, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(tls?.CaCertificate))
            return;

        errors
            .Require(tls.CaCertificate.Length <= MaxCertificates, "tls.caCertificate", "caCertificate is at most 256 KiB.")
            .Require(!tls.CaCertificate.Contains("PRIVATE KEY", StringComparison.Ordinal), "tls.caCertificate", "caCertificate holds a private key: give the certificate alone.");
        if (!errors.IsValid("tls.caCertificate"))
            return;

        var valid = CaCertificates.TryParse(tls.CaCertificate, out var certificates);
        errors.Require(valid, "tls.caCertificate", "caCertificate is PEM: one or more blocks of -----BEGIN CERTIFICATE-----.");
        foreach (var certificate in certificates ?? [])
            certificate.Dispose();
    }

    public static Uri? ReadTokenRealm(string? text, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        var valid = Uri.TryCreate(text.Trim(), UriKind.Absolute, out var realm) && realm.Scheme is "http" or "https" && realm!.UserInfo.Length == 0 && realm.Fragment.Length == 0;
        errors.Require(valid, "tokenRealm", "tokenRealm is the address of a token service, as the registry names it: https://auth.example.com/token.");
        return valid ? realm : null;
    }

    public static string? Pem(TlsSettings? tls) => string.IsNullOrWhiteSpace(tls?.CaCertificate) ? null : tls.CaCertificate.Trim();
}
