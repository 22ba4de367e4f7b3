using System.Security.Cryptography.X509Certificates;
using Roadstead.Core.Errors;

namespace Roadstead.Kubernetes.Configuration;

/// <summary>The API server of the cluster that this process runs in, with the pod's own account.</summary>
public static class InClusterConfiguration
{
    /// <summary>Where the kubelet puts the account's token and the cluster's CA.</summary>
    public const string AccountDirectory = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>The endpoint, or what is missing. The token is read again as it changes.</summary>
    /// <param name="host">Value of <c>KUBERNETES_SERVICE_HOST</c>; null when not set.</param>
    /// <param name="port">Value of <c>KUBERNETES_SERVICE_PORT</c>; null when not set.</param>
    /// <param name="accountDirectory">Directory with <c>token</c> and <c>ca.crt</c>: <see cref="AccountDirectory"/>.</param>
    public static Outcome<KubernetesEndpoint> Read(string? host, string? port, string accountDirectory)
    {
        var (token, ca) = (Path.Combine(accountDirectory, "token"), Path.Combine(accountDirectory, "ca.crt"));
        if (string.IsNullOrEmpty(host) || !ushort.TryParse(port, out var number))
        {
            return Problem("KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set: this is no pod.");
        }

        if (!File.Exists(token) || !File.Exists(ca))
        {
            return Problem($"{token} or {ca} is missing: the pod does not mount its service account.");
        }

        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(ca);
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or IOException or UnauthorizedAccessException)
        {
            authorities.Clear();
        }

        if (authorities.Count == 0)
        {
            return Problem($"{ca} cannot be read as certificates.");
        }

        return new KubernetesEndpoint
        {
            Server = new UriBuilder(Uri.UriSchemeHttps, host, number).Uri,
            CertificateAuthorities = authorities,
            TokenFile = token,
        };
    }

    private static Problem Problem(string detail) => new(ErrorCodes.KubeconfigUnsupported, detail);
}
