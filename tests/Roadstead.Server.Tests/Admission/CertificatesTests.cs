using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Access;
using Roadstead.Server.Admission;
using Roadstead.Server.Admission.Certificates;
using Roadstead.Server.Hosting;

namespace Roadstead.Server.Tests.Admission;

public sealed class CertificatesTests : IAuthorityStore, IClusterSource
{
    private readonly AdmissionOptions options = new();
    private readonly SettableTime time = new();
    private string? stored;

    public IReadOnlyDictionary<string, PublishedCluster> Clusters { get; set; } = Of(Cluster("lab", "https://roadstead.example:8443"));

    public IReadOnlyDictionary<Guid, PublishedCluster> Leaving { get; } = new Dictionary<Guid, PublishedCluster>();

    string? IAuthorityStore.Read() => stored;

    void IAuthorityStore.Write(string pem) => stored = pem;

    [Fact]
    public void Authority_MadeOnce_IsTheSameAfterARestart()
    {
        using var first = Start();
        using var second = Start();

        Assert.Equal(first.Bundle, second.Bundle);
        Assert.Single(Certificates(first.Bundle));
    }

    [Fact]
    public void Authority_Next_SignsOnlyWhenEveryClusterHasTrustedItForAWhile()
    {
        using var authorities = Start();
        var first = authorities.Signing;
        authorities.Trusts("lab", authorities.Bundle);
        var before = authorities.Changed;

        authorities.Rotate();
        Assert.True(before.IsCompleted);
        Assert.Equal(2, Certificates(authorities.Bundle).Count);
        Pass(authorities, TimeSpan.FromDays(30));
        Assert.Same(first, authorities.Signing);

        authorities.Trusts("lab", authorities.Bundle);
        Pass(authorities, options.AuthoritySettles - TimeSpan.FromSeconds(1));
        Assert.Same(first, authorities.Signing);
        Pass(authorities, TimeSpan.FromSeconds(1));
        Assert.NotSame(first, authorities.Signing);

        Assert.Equal(2, Certificates(authorities.Bundle).Count);
        Pass(authorities, options.AuthorityStays);
        Assert.Equal(authorities.Signing.CertificatePem(), authorities.Bundle);
    }

    [Fact]
    public void Authority_Next_WaitsForTheSlowestCluster()
    {
        Clusters = Of(Cluster("lab", "https://a"), Cluster("far", "https://b"), Cluster("none", "https://c") with { Admission = AdmissionMode.Off });
        using var authorities = Start();
        var first = authorities.Signing;
        authorities.Rotate();

        authorities.Trusts("lab", authorities.Bundle);
        Pass(authorities, options.AuthoritySettles);
        Assert.Same(first, authorities.Signing);

        authorities.Trusts("far", authorities.Bundle);
        Pass(authorities, options.AuthoritySettles);
        Assert.NotSame(first, authorities.Signing);
    }

    [Fact]
    public void Authority_RestartInTheMiddle_GoesOnWithBoth()
    {
        string bundle;
        using (var authorities = Start())
        {
            authorities.Rotate();
            bundle = authorities.Bundle;
        }

        using var again = Start();

        Assert.Equal(bundle, again.Bundle);
        Assert.Equal(Certificates(bundle)[0].RawData, Certificates(again.Signing.CertificatePem())[0].RawData);
    }

    [Fact]
    public void Authority_ClusterOutOfReach_IsWaitedForUntilTheOldOneEnds()
    {
        using var authorities = Start();
        var first = authorities.Signing;

        Pass(authorities, (options.AuthorityLife * 0.9) + TimeSpan.FromDays(1));
        Assert.Equal(2, Certificates(authorities.Bundle).Count);
        Assert.Same(first, authorities.Signing);
        Pass(authorities, options.AuthorityLife * 0.09);
        Assert.NotSame(first, authorities.Signing);
    }

    [Fact]
    public void Serving_Certificate_NamesEveryHostAndChainsToTheBundle()
    {
        Clusters = Of(Cluster("lab", "https://roadstead.example:8443"), Cluster("far", "http://10.1.2.3:80"), Cluster("six", "https://[fd00::7]:1"));
        using var authorities = Start();
        var serving = Serving(authorities);

        foreach (var host in (string[])["roadstead.example", "10.1.2.3", "fd00::7", "127.0.0.1", "localhost"])
            Assert.True(Certificate(serving).MatchesHostname(host), host);
        Assert.True(IsTrusted(Certificate(serving), authorities.Bundle));
        Assert.False(Certificate(serving).MatchesHostname("evil.example"));
    }

    [Fact]
    public void Serving_Certificate_StaysUntilItMustChange()
    {
        using var authorities = Start();
        var serving = Serving(authorities);
        var first = Certificate(serving);

        Clusters = Of(Cluster("lab", "https://roadstead.example:8443"));
        Assert.Same(first, Certificate(serving));
        time.Now += options.CertificateLife * 0.66;
        Assert.Same(first, Certificate(serving));
        time.Now += options.CertificateLife * 0.01;
        var second = Certificate(serving);
        Assert.NotSame(first, second);

        Clusters = Of(Cluster("lab", "https://other.example"));
        Assert.True(Certificate(serving).MatchesHostname("other.example"));
    }

    [Fact]
    public void Serving_WhileTheAuthorityChanges_EveryCertificateIsTrustedByWhatClustersHold()
    {
        using var authorities = Start();
        var serving = Serving(authorities);
        var held = authorities.Bundle;
        authorities.Trusts("lab", held);
        authorities.Rotate();
        for (var step = 0; step < 200; step++)
        {
            Assert.True(IsTrusted(Certificate(serving), held));
            if (step % 50 == 25) authorities.Trusts("lab", held = authorities.Bundle);
            Pass(authorities, TimeSpan.FromMinutes(1));
        }

        Assert.Equal(held, authorities.Signing.CertificatePem());
    }

    private static X509Certificate2 Certificate(ServingCertificates serving) => serving.Current.ServerCertificateContext!.TargetCertificate;

    private static X509Certificate2Collection Certificates(string pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(pem);
        return certificates;
    }

    private bool IsTrusted(X509Certificate2 certificate, string bundle)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(Certificates(bundle));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = time.Now.UtcDateTime;
        return chain.Build(certificate);
    }

    private static Dictionary<string, PublishedCluster> Of(params PublishedCluster[] clusters) => clusters.ToDictionary(cluster => cluster.Name);

    private static PublishedCluster Cluster(string name, string url) =>
        new(Guid.NewGuid(), name, ClusterKind.Kubernetes, null, "s", new Uri(url), AdmissionMode.Enforce, UnmanagedImages.Allow);

    private Authorities Start()
    {
        var authorities = new Authorities(this, this, options, time, NullLogger<Authorities>.Instance);
        authorities.Advance();
        return authorities;
    }

    private ServingCertificates Serving(Authorities authorities) =>
        new(authorities, this, new ServerOptions { Urls = [], PublicUrl = new Uri("http://127.0.0.1:1"), DataDirectory = "." }, options, time);

    private void Pass(Authorities authorities, TimeSpan span)
    {
        time.Now += span;
        authorities.Advance();
    }

    private sealed class SettableTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
