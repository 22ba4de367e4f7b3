using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Roadstead.Registries.Distribution;

/// <summary>CA certificates that are trusted besides the system's.</summary>
public static class CaCertificates
{
    /// <summary>Reads PEM of one or more certificates. False when there is none, or one is malformed; never throws. The caller disposes the certificates.</summary>
    public static bool TryParse([NotNullWhen(true)] string? pem, [NotNullWhen(true)] out X509Certificate2Collection? certificates)
    {
        certificates = null;
        if (string.IsNullOrWhiteSpace(pem))
        {
            return false;
        }

        var read = new X509Certificate2Collection();
        try
        {
            read.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            return false;
        }

        certificates = read.Count > 0 ? read : null;
        return certificates is not null;
    }
}
