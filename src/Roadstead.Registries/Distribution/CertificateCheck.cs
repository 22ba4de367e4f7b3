using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Roadstead.Registries.Distribution;

/// <summary>Verifies a server's certificate by the system's roots and, besides, by the registry's own CA; remembers why one was refused.</summary>
internal sealed class CertificateCheck
{
    private const int MaxRefusals = 256;
    private readonly X509Certificate2Collection? authorities;
    private readonly bool skip;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, string> refusals = new(StringComparer.OrdinalIgnoreCase);

    public CertificateCheck(string? caCertificate, bool skipVerify, TimeProvider time)
    {
        (skip, this.time) = (skipVerify, time);
        if (caCertificate is not null && !CaCertificates.TryParse(caCertificate, out authorities))
        {
            throw new ArgumentException("The CA certificate is not valid PEM.", nameof(caCertificate));
        }
    }

    /// <summary>Why the last certificate of the host was refused; null when none was.</summary>
    public string? RefusalOf(string host) => refusals.GetValueOrDefault(host.Trim('[', ']'));

    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (skip)
        {
            return true;
        }

        var refusal = Refusal(certificate, chain, errors);
        var host = sender is SslStream stream ? stream.TargetHostName.Trim('[', ']') : "";
        if (refusal is null)
        {
            refusals.TryRemove(host, out _);
            return true;
        }

        if (refusals.Count >= MaxRefusals)
        {
            refusals.Clear();
        }

        refusals[host] = refusal;
        return false;
    }

    private string? Refusal(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 leaf || chain is null)
        {
            return SignalReason.TlsUntrusted;
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            var statuses = chain.ChainStatus;
            if (authorities is not null)
            {
                using var own = OwnChain(chain);
                if (own.Build(leaf))
                {
                    statuses = [];
                }
                else
                {
                    statuses = own.ChainStatus;
                }
            }

            if (statuses.Length > 0)
            {
                // Out of time and otherwise fine, or out of time itself: renewing it is the cure either way.
                var expired = statuses.All(status => status.Status == X509ChainStatusFlags.NotTimeValid) || time.GetUtcNow().UtcDateTime > leaf.NotAfter.ToUniversalTime();
                return expired ? SignalReason.TlsExpired : SignalReason.TlsUntrusted;
            }
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? SignalReason.TlsNameMismatch : null;
    }

    private X509Chain OwnChain(X509Chain sent)
    {
        var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities!);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.1"));
        chain.ChainPolicy.DisableCertificateDownloads = true;
        foreach (var element in sent.ChainElements)
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        return chain;
    }
}
