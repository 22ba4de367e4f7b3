using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;

namespace Roadstead.Server.ManagedHarbors.Following;

/// <summary>Reads single secrets of Harbors by their names. None is ever listed or watched.</summary>
internal static class HarborSecretReader
{
    public static async Task<string?> TextAsync(KubernetesClient client, string ns, string name, string key, CancellationToken cancellationToken) =>
        TextOf(await FindAsync(client, ns, name, cancellationToken), key);

    /// <summary>The authority that signed a certificate, when it is not a public one; null when the secret tells none.</summary>
    public static async Task<string?> AuthorityAsync(KubernetesClient client, string ns, string name, CancellationToken cancellationToken)
    {
        var secret = await FindAsync(client, ns, name, cancellationToken);
        if (TextOf(secret, "ca.crt") is { Length: > 0 } authority)
            return authority.Trim();
        return TextOf(secret, "tls.crt") is { Length: > 0 } certificate && SignsItself(certificate) ? certificate.Trim() : null;
    }

    public static string? TextOf(Secret? secret, string key) => secret?.Data?.GetValueOrDefault(key) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    // A name that no object can have is no question for the API server.
    private static async Task<Secret?> FindAsync(KubernetesClient client, string ns, string name, CancellationToken cancellationToken) =>
        name.Length is 0 or > 253 || name is "." or ".." || name.AsSpan().ContainsAny('/', '%') ? null : await client.FindAsync<Secret>(ns, name, cancellationToken);

    private static bool SignsItself(string pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
        }
        catch (CryptographicException)
        {
            return false; // no certificate at all: the connection to the Harbor says so
        }
    }
}
