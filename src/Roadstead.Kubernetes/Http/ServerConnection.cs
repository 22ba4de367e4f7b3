using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Roadstead.Kubernetes.Http;

/// <summary>Opens connections to the API server: TCP by the caller's rules, then TLS by the endpoint's trust.</summary>
internal sealed class ServerConnection(KubernetesEndpoint endpoint, KubernetesClientOptions options, TimeProvider time)
{
    private readonly SslStreamCertificateContext? identity =
        endpoint.ClientCertificate is { } certificate ? SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true) : null;

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var stream = options.ConnectCallback is { } connect
                ? await connect(context.DnsEndPoint, either.Token)
                : await ConnectAsync(context.DnsEndPoint, either.Token);
            return endpoint.Server.Scheme == Uri.UriSchemeHttps ? await SecureAsync(stream, either.Token) : stream;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new KubernetesException(KubernetesErrorCode.Timeout, $"{endpoint.Server.Authority} did not take a connection in time. Check the address, and firewalls on the way.");
        }
        catch (SocketException e)
        {
            throw Failed(e);
        }
    }

    private static async Task<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // TLS is made here and not by the handler: only so can the name that is asked for differ from the host that is connected to.
    private async Task<Stream> SecureAsync(Stream stream, CancellationToken cancellationToken)
    {
        var refusal = (string?)null;
        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await secure.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = endpoint.TlsServerName ?? endpoint.Server.IdnHost.Trim('[', ']'),
                    ApplicationProtocols = [SslApplicationProtocol.Http11],
                    ClientCertificateContext = identity,
                    CertificateChainPolicy = Trust(),
                    RemoteCertificateValidationCallback = (_, certificate, chain, errors) => (refusal = Refusal(certificate, chain, errors)) is null,
                },
                cancellationToken);
            return secure;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            await secure.DisposeAsync();
            throw Refused(refusal, e);
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    // With roots of its own the system's do not count: whoever has bought a certificate is not the cluster.
    private X509ChainPolicy? Trust()
    {
        if (endpoint.CertificateAuthorities is not { } authorities)
        {
            return null;
        }

        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        policy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.1"));
        return policy;
    }

    private string? Refusal(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (endpoint.SkipTlsVerify || errors == SslPolicyErrors.None)
        {
            return null;
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            var expired = chain?.ChainStatus is { Length: > 0 } statuses && statuses.All(status => status.Status == X509ChainStatusFlags.NotTimeValid);
            return expired ? KubernetesErrorReason.TlsExpired : KubernetesErrorReason.Of(KubernetesErrorCode.TlsUntrusted);
        }

        return certificate is null ? KubernetesErrorReason.Of(KubernetesErrorCode.TlsUntrusted) : KubernetesErrorReason.TlsNameMismatch;
    }

    private KubernetesException Refused(string? refusal, Exception exception)
    {
        var host = endpoint.Server.Authority;
        var message = refusal switch
        {
            KubernetesErrorReason.TlsExpired => $"The certificate of {host} is out of its time. Renew it at the cluster.",
            KubernetesErrorReason.TlsNameMismatch => $"The certificate of {host} is for another name. Use a name that is in it, or tls-server-name.",
            null => $"No TLS came about with {host}. Check that the port speaks https.",
            _ => $"Nobody whom this connection trusts signed the certificate of {host}. Give the CA certificate of the cluster.",
        };
        return new KubernetesException(KubernetesErrorCode.TlsUntrusted, message, exception) { Reason = refusal ?? KubernetesErrorReason.TlsHandshakeFailed };
    }

    private KubernetesException Failed(SocketException e)
    {
        var host = endpoint.Server.Authority;
        return e.SocketErrorCode switch
        {
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery =>
                new(KubernetesErrorCode.Unreachable, $"The name of {host} does not resolve. Check its spelling and this server's DNS.", e) { Reason = KubernetesErrorReason.DnsFailure },
            SocketError.ConnectionRefused =>
                new(KubernetesErrorCode.Unreachable, $"Nothing listens at {host}. Check the port and that the API server is up.", e) { Reason = KubernetesErrorReason.ConnectionRefused },
            _ => new(KubernetesErrorCode.Unreachable, $"{host} cannot be reached from this server ({e.SocketErrorCode}). Check the address and the network.", e),
        };
    }
}
