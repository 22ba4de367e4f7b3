using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Roadstead.Server.Tokens;

/// <summary>A key that signs tokens, in a self-signed certificate that registries trust. Safe for any number of threads.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly X509Certificate2 certificate;
    private readonly RSAParameters parameters;

    // .NET promises nothing about one RSA object on several threads.
    private readonly ConcurrentBag<RSA> free = [];

    private SigningKey(X509Certificate2 certificate)
    {
        this.certificate = certificate;
        using var key = certificate.GetRSAPrivateKey() ?? throw new CryptographicException("The signing certificate has no RSA key.");
        parameters = key.ExportParameters(includePrivateParameters: true);

        // x5c and nothing else: distribution 2 and 3 give different meanings to kid, and both take x5c first. Standard base64, as the registries want it.
        Header = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["typ"] = "JWT",
            ["alg"] = "RS256",
            ["x5c"] = new[] { Convert.ToBase64String(certificate.RawData) },
        }));
    }

    /// <summary>The token's first part.</summary>
    public string Header { get; }

    public DateTimeOffset EndsAt => new(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);

    public static SigningKey Create(DateTimeOffset now, TimeSpan life)
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=Roadstead token service", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));

        // A registry whose clock is behind ours must not take it for a certificate of tomorrow.
        return new SigningKey(request.CreateSelfSigned(now.AddDays(-1), now + life));
    }

    /// <summary>All keys of what <see cref="ToPem"/> wrote, one after another.</summary>
    public static IReadOnlyList<SigningKey> ReadAll(string pem)
    {
        const string begin = "-----BEGIN CERTIFICATE-----";
        return [.. pem.Split(begin, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => new SigningKey(X509Certificate2.CreateFromPem(begin + "\n" + part, part)))];
    }

    /// <summary>Certificate and private key.</summary>
    public string ToPem()
    {
        using var key = RSA.Create(parameters);
        return $"{CertificatePem()}{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    public string CertificatePem() => certificate.ExportCertificatePem() + "\n";

    public byte[] Sign(string text) => With(rsa => rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public bool Verifies(string text, byte[] signature) =>
        With(rsa => rsa.VerifyData(Encoding.ASCII.GetBytes(text), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public void Dispose()
    {
        while (free.TryTake(out var rsa)) rsa.Dispose();
        certificate.Dispose();
    }

    private T With<T>(Func<RSA, T> use)
    {
        if (!free.TryTake(out var rsa)) rsa = RSA.Create(parameters);
        try
        {
            return use(rsa);
        }
        finally
        {
            free.Add(rsa);
        }
    }
}
