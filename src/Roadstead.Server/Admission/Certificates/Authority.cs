using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Roadstead.Server.Admission.Certificates;

/// <summary>A certificate authority with its key (ECDSA P-256). Signing is safe for any number of threads that take turns.</summary>
internal sealed class Authority : IDisposable
{
    private const string Begin = "-----BEGIN CERTIFICATE-----";
    private readonly X509Certificate2 certificate;

    private Authority(X509Certificate2 certificate) => this.certificate = certificate;

    public DateTimeOffset EndsAt => new(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);

    public static Authority Create(DateTimeOffset now, TimeSpan life)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        // A name of its own: a client that knows two authorities finds the right one by it.
        var request = new CertificateRequest($"CN=Roadstead admission {RandomNumberGenerator.GetHexString(12, lowercase: true)}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return new Authority(request.CreateSelfSigned(Backdated(now), now + life));
    }

    /// <summary>All of what <see cref="ToPem"/> wrote, one after another.</summary>
    public static IReadOnlyList<Authority> ReadAll(string pem) =>
        [.. pem.Split(Begin, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => new Authority(X509Certificate2.CreateFromPem(Begin + "\n" + part, part)))];

    /// <summary>Certificate and private key.</summary>
    public string ToPem()
    {
        using var key = Key();
        return $"{CertificatePem()}{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    public string CertificatePem() => certificate.ExportCertificatePem() + "\n";

    /// <summary>A certificate for these hosts with a key of its own. The caller disposes it.</summary>
    public X509Certificate2 Issue(IEnumerable<string> hosts, DateTimeOffset now, TimeSpan life)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Roadstead admission webhook", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
            else names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // serverAuth
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var end = now + life < EndsAt ? now + life : EndsAt;
        var begin = Backdated(now);
        using var signed = request.Create(certificate, begin < certificate.NotBefore ? certificate.NotBefore : begin, end, RandomNumberGenerator.GetBytes(16));
        return signed.CopyWithPrivateKey(key);
    }

    public void Dispose() => certificate.Dispose();

    private ECDsa Key() => certificate.GetECDsaPrivateKey() ?? throw new CryptographicException("The authority's certificate has no ECDSA key.");

    // A cluster whose clock is behind ours must not take it for a certificate of tomorrow.
    private static DateTimeOffset Backdated(DateTimeOffset now) => now.AddDays(-1);
}
