using System.Net.Sockets;
using System.Security.Authentication;

namespace Roadstead.Registries.Distribution;

/// <summary>What .NET throws when a connection fails, as the one exception of this boundary.</summary>
internal static class TransportError
{
    public static RegistryException From(Exception exception, Uri url, CertificateCheck certificates)
    {
        var where = Redact.Url(url);
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case RegistryException known:
                    return new RegistryException(known.Code, known.Message, known.InnerException) { Reason = known.Reason };
                case AuthenticationException:
                    return Tls(url, certificates.RefusalOf(url.IdnHost), inner);
            }
        }

        return (exception as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => Tls(url, null, exception),
            HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.ConfigurationLimitExceeded =>
                new RegistryException(RegistryErrorCode.InvalidAnswer, $"What answers at {where} does not speak HTTP. Check the port.", exception),
            _ => Lost(where, exception),
        };
    }

    public static RegistryException Lost(string where, Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is RegistryException known)
            {
                return known;
            }

            if (inner is SocketException or HttpIOException or IOException)
            {
                break;
            }
        }

        return new RegistryException(RegistryErrorCode.Unreachable, $"The connection to {where} broke off before the answer was complete.", exception) { Reason = SignalReason.ConnectionLost };
    }

    private static RegistryException Tls(Uri url, string? refusal, Exception exception)
    {
        var host = url.Authority;
        var message = refusal switch
        {
            SignalReason.TlsExpired => $"The certificate of {host} is out of its time. Renew it at the registry.",
            SignalReason.TlsNameMismatch => $"The certificate of {host} is for another name. Use the name that is in it, or renew it with this one.",
            SignalReason.TlsUntrusted => $"Nobody whom this server trusts signed the certificate of {host}. Give the CA certificate that signed it.",
            _ => $"No TLS came about with {host}. Check that the port speaks https; for a registry without TLS use http://.",
        };
        return new RegistryException(RegistryErrorCode.TlsUntrusted, message, exception) { Reason = refusal ?? SignalReason.TlsHandshakeFailed };
    }
}
