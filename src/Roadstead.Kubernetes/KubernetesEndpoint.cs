using System.Security.Cryptography.X509Certificates;

namespace Roadstead.Kubernetes;

/// <summary>Where an API server is, whom to trust and who to be. Its text form holds the address alone, never a credential.</summary>
public sealed record KubernetesEndpoint
{
    /// <summary>Absolute <c>https</c> URL without user info, query and fragment; a path is a prefix of every call (servers behind a proxy).</summary>
    public required Uri Server { get; init; }

    /// <summary>The only roots that the server's certificate may come from; null trusts those of the system.</summary>
    public X509Certificate2Collection? CertificateAuthorities { get; init; }

    /// <summary>Trusts any certificate. For trials only.</summary>
    public bool SkipTlsVerify { get; init; }

    /// <summary>The name that is asked for and expected in the certificate; null takes the host of <see cref="Server"/>.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Bearer token; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>Path of a file with the bearer token, read again as it changes (a pod's own account); null for none. Wins over <see cref="Token"/>.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Client certificate with its private key; null for none.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <inheritdoc />
    public override string ToString() => Server.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
