using System.Security.Cryptography.X509Certificates;
using Roadstead.Testing;
using static Roadstead.Kubernetes.Tests.LyingServer;

namespace Roadstead.Kubernetes.Tests;

/// <summary>Whom the client trusts.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestCertificates authority = new();
    private readonly TestCertificates stranger = new("A stranger's CA");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OwnAuthority_IsTrusted() => Assert.Equal("v1.2.3", await AskAsync(authority.Issue(), Trusting(authority)));

    [Fact]
    public async Task CertificateOfAnotherAuthority_IsRefused() =>
        Assert.Equal("tls-untrusted", await RefusalAsync(stranger.Issue(), Trusting(authority)));

    [Fact]
    public async Task NoAuthorityGiven_TheSystemsDoNotKnowIt() => Assert.Equal("tls-untrusted", await RefusalAsync(authority.Issue(), Any));

    [Fact]
    public async Task CertificateOutOfItsTime_IsRefused() => Assert.Equal(
        "tls-expired",
        await RefusalAsync(authority.Issue(notBefore: DateTimeOffset.UtcNow.AddDays(-9), notAfter: DateTimeOffset.UtcNow.AddDays(-1)), Trusting(authority)));

    [Fact]
    public async Task CertificateForAnotherName_IsRefused() =>
        Assert.Equal("tls-name-mismatch", await RefusalAsync(authority.Issue("kube.internal"), Trusting(authority)));

    [Fact]
    public async Task CertificateForTheServerNameThatWasGiven_IsTrusted() => Assert.Equal(
        "v1.2.3",
        await AskAsync(authority.Issue("kube.internal"), endpoint => Trusting(authority)(endpoint) with { TlsServerName = "kube.internal" }));

    [Fact]
    public async Task ServerNameThatIsNotInTheCertificate_IsRefused() => Assert.Equal(
        "tls-name-mismatch",
        await RefusalAsync(authority.Issue(), endpoint => Trusting(authority)(endpoint) with { TlsServerName = "kube.internal" }));

    [Fact]
    public async Task SkippedVerification_TrustsAnything() => Assert.Equal("v1.2.3", await AskAsync(stranger.Issue("other"), endpoint => endpoint with { SkipTlsVerify = true }));

    [Fact]
    public async Task ServerWithoutTls_IsTold()
    {
        await using var server = await HttpServer.StartAsync(_ => Task.CompletedTask);
        using var client = new KubernetesClient(new KubernetesEndpoint { Server = new UriBuilder(server.Url) { Scheme = "https" }.Uri }, new KubernetesClientOptions(), TimeProvider.System);

        Assert.Equal("tls-handshake-failed", (await Assert.ThrowsAsync<KubernetesException>(() => client.GetVersionAsync(Cancelled))).Reason);
    }

    [Fact]
    public async Task ServerThatNeverShakesHands_IsATimeout()
    {
        var time = new ManualTime();
        await using var server = RawServer.Start(null);
        using var client = new KubernetesClient(new KubernetesEndpoint { Server = new UriBuilder(server.Url) { Scheme = "https" }.Uri }, new KubernetesClientOptions(), time);
        var asking = client.GetVersionAsync(Cancelled);
        await Eventually.TrueAsync(() => time.Pending.Contains(TimeSpan.FromSeconds(5)), "it connects", Cancelled);

        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(KubernetesErrorCode.Timeout, (await Assert.ThrowsAsync<KubernetesException>(() => asking)).Code);
    }

    public void Dispose()
    {
        authority.Dispose();
        stranger.Dispose();
    }

    private static KubernetesEndpoint Any(KubernetesEndpoint endpoint) => endpoint;

    private static Func<KubernetesEndpoint, KubernetesEndpoint> Trusting(TestCertificates authority)
    {
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPem(authority.AuthorityPem);
        return endpoint => endpoint with { CertificateAuthorities = trusted };
    }

    private static async Task<string> RefusalAsync(X509Certificate2 certificate, Func<KubernetesEndpoint, KubernetesEndpoint> trust)
    {
        var failure = await Assert.ThrowsAsync<KubernetesException>(() => AskAsync(certificate, trust));
        Assert.Equal(KubernetesErrorCode.TlsUntrusted, failure.Code);
        Assert.False(failure.IsTransient);
        return failure.Reason;
    }

    private static async Task<string> AskAsync(X509Certificate2 certificate, Func<KubernetesEndpoint, KubernetesEndpoint> trust)
    {
        using (certificate)
        {
            await using var server = await HttpServer.StartAsync(Json(200, new() { ["gitVersion"] = "v1.2.3" }), certificate);
            using var client = new KubernetesClient(trust(new KubernetesEndpoint { Server = server.Url }), new KubernetesClientOptions(), TimeProvider.System);
            return (await client.GetVersionAsync(Cancelled)).GitVersion;
        }
    }
}
