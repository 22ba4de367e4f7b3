using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Access;
using Roadstead.Server.Hosting;

namespace Roadstead.Server.Admission.Certificates;

/// <summary>The certificate that the webhooks are served with: for every host by which a cluster calls, renewed long before it ends. Kept in memory alone. Safe for any number of threads.</summary>
internal sealed class ServingCertificates(Authorities authorities, IClusterSource clusters, ServerOptions server, AdmissionOptions options, TimeProvider time)
{
    private readonly Lock gate = new();
    private volatile Served? served;

    /// <summary>What a handshake uses now.</summary>
    public SslServerAuthenticationOptions Current
    {
        get
        {
            var published = clusters.Clusters;
            return IsGood(served, published) ? served!.Options : Renew(published).Options;
        }
    }

    private bool IsGood(Served? one, IReadOnlyDictionary<string, PublishedCluster> published) =>
        one is not null && one.Authority == authorities.Signing && ReferenceEquals(one.Published, published) && one.RenewAt > time.GetUtcNow();

    private Served Renew(IReadOnlyDictionary<string, PublishedCluster> published)
    {
        lock (gate)
        {
            if (IsGood(served, published)) return served!;
            var hosts = Hosts(published);
            var now = time.GetUtcNow();
            var authority = authorities.Signing;

            // Something else was published: the certificate is as good as before.
            if (served is { } old && old.Authority == authority && old.RenewAt > now && old.Hosts.SequenceEqual(hosts))
                return served = old with { Published = published };

            // The one before is not disposed: handshakes may still use it.
            var life = options.CertificateLife < authority.EndsAt - now ? options.CertificateLife : authority.EndsAt - now;
            var certificate = authority.Issue(hosts, now, life);
            return served = new Served(published, authority, hosts, now + (life * 2 / 3), Options(certificate));
        }
    }

    private ImmutableArray<string> Hosts(IReadOnlyDictionary<string, PublishedCluster> published) =>
        [.. published.Values.Where(cluster => cluster.Kind is ClusterKind.Kubernetes).Select(cluster => cluster.ServerUrl)
            .Append(server.WebhookListen)
            .Select(url => url.IdnHost.Trim('[', ']'))
            .Where(host => !IPAddress.TryParse(host, out var address) || !(address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
            .Append("localhost")
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase)];

    private static SslServerAuthenticationOptions Options(X509Certificate2 certificate) => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true),
        ClientCertificateRequired = false,

        // API servers speak HTTP/1.1 to webhooks: a connection that died silently then costs one call, not all that share it.
        ApplicationProtocols = [SslApplicationProtocol.Http11],
    };

    private sealed record Served(
        IReadOnlyDictionary<string, PublishedCluster> Published,
        Authority Authority,
        ImmutableArray<string> Hosts,
        DateTimeOffset RenewAt,
        SslServerAuthenticationOptions Options);
}
