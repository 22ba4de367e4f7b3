using System.Net;
using Microsoft.AspNetCore.Http;
using Roadstead.Registries.Distribution;
using Roadstead.Testing;

namespace Roadstead.Registries.Tests.Distribution;

/// <summary>Address rules and certificates, where they count: when connecting.</summary>
public sealed class ConnectTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static Task AnswerAsync(HttpContext context) => context.Response.WriteAsync("""{"tags":["v1"]}""");

    private static async Task<RegistryException> FailsAsync(RegistryEndpoint endpoint)
    {
        using var client = Some.Client(endpoint, new DistributionOptions { ConnectTimeout = TimeSpan.FromSeconds(2) });
        return await Assert.ThrowsAsync<RegistryException>(() => client.ListTagsAsync(Some.Repository, Cancelled));
    }

    // A name that leads to loopback, as it does after a rebinding: what counts is the address that would be connected to.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ConnectAsync_NameOrNumberOfLoopback_IsRefused(bool byName)
    {
        await using var server = await HttpServer.StartAsync(AnswerAsync);

        var error = await FailsAsync(Some.Endpoint(byName ? server.UrlByName : server.Url) with { Addresses = new AddressPolicy() });

        Assert.Equal(RegistryErrorCode.AddressNotAllowed, error.Code);
        Assert.Empty(server.Requests);
        Assert.Equal(byName, !error.Message.Contains("127.0.0.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ConnectAsync_NameWithOneAllowedAddress_UsesThatOne()
    {
        await using var server = await HttpServer.StartAsync(AnswerAsync);
        using var client = Some.Client(Some.Endpoint(server.UrlByName));

        Assert.Equal(["v1"], await client.ListTagsAsync(Some.Repository, Cancelled));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ConnectAsync_EndpointOfACluster_IsRefusedAlthoughTheNetworkIsAllowed(bool byName)
    {
        await using var server = await HttpServer.StartAsync(AnswerAsync);
        var denied = new DeniedEndpoint("kubernetes.example.com", server.Url.Port, [IPAddress.Loopback, IPAddress.IPv6Loopback]);
        var policy = Some.Loopback with { DeniedEndpoints = () => [denied] };

        Assert.Equal(RegistryErrorCode.AddressNotAllowed, (await FailsAsync(Some.Endpoint(byName ? server.UrlByName : server.Url) with { Addresses = policy })).Code);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task ConnectAsync_RealmAtRefusedAddress_IsRefused()
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"http://169.254.169.254/latest/api/token\"";
            return Task.CompletedTask;
        });

        Assert.Equal(RegistryErrorCode.AddressNotAllowed, (await FailsAsync(Some.Endpoint(server.Url))).Code);
    }

    [Fact]
    public async Task ConnectAsync_NothingListens_SaysRefused() =>
        Assert.Equal(SignalReason.ConnectionRefused, (await FailsAsync(Some.Endpoint(new Uri($"http://127.0.0.1:{FreePort.Next()}")))).Reason);

    [Fact]
    public async Task ConnectAsync_NoSuchName_SaysSo() =>
        Assert.Equal(SignalReason.DnsFailure, (await FailsAsync(Some.Endpoint(new Uri($"http://{Some.NoSuchHost}")))).Reason);

    [Fact]
    public async Task Certificate_OfAnUnknownAuthority_IsUntrustedWithoutIt()
    {
        using var certificates = new TestCertificates();
        using var others = new TestCertificates("Another CA");
        using var certificate = certificates.Issue();
        await using var server = await HttpServer.StartAsync(AnswerAsync, certificate);
        var endpoint = Some.Endpoint(server.Url);

        Assert.Equal((RegistryErrorCode.TlsUntrusted, SignalReason.TlsUntrusted), await WhyAsync(endpoint));
        Assert.Equal((RegistryErrorCode.TlsUntrusted, SignalReason.TlsUntrusted), await WhyAsync(endpoint with { CaCertificate = others.AuthorityPem }));
        Assert.Empty(server.Requests);

        await WorksAsync(endpoint with { CaCertificate = certificates.AuthorityPem });
        await WorksAsync(endpoint with { CaCertificate = others.AuthorityPem + certificates.AuthorityPem });
        await WorksAsync(endpoint with { SkipVerify = true });
    }

    [Fact]
    public async Task Certificate_OutOfTime_SaysExpired()
    {
        using var certificates = new TestCertificates();
        using var certificate = certificates.Issue(notBefore: DateTimeOffset.UtcNow.AddYears(-2), notAfter: DateTimeOffset.UtcNow.AddDays(-1));
        await using var server = await HttpServer.StartAsync(AnswerAsync, certificate);

        Assert.Equal((RegistryErrorCode.TlsUntrusted, SignalReason.TlsExpired), await WhyAsync(Some.Endpoint(server.Url) with { CaCertificate = certificates.AuthorityPem }));
        Assert.Equal((RegistryErrorCode.TlsUntrusted, SignalReason.TlsExpired), await WhyAsync(Some.Endpoint(server.Url)));
    }

    [Fact]
    public async Task Certificate_OfAnotherName_SaysSo()
    {
        using var certificates = new TestCertificates();
        using var certificate = certificates.Issue("registry.example.com");
        await using var server = await HttpServer.StartAsync(AnswerAsync, certificate);

        Assert.Equal((RegistryErrorCode.TlsUntrusted, SignalReason.TlsNameMismatch), await WhyAsync(Some.Endpoint(server.Url) with { CaCertificate = certificates.AuthorityPem }));
    }

    [Fact]
    public async Task Certificate_PlainHttpAtTheHttpsPort_SaysHandshakeFailed()
    {
        await using var server = await HttpServer.StartAsync(AnswerAsync);

        Assert.Equal((RegistryErrorCode.TlsUntrusted, SignalReason.TlsHandshakeFailed), await WhyAsync(Some.Endpoint(new UriBuilder(server.Url) { Scheme = "https" }.Uri)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no PEM")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void TryParse_NoCertificate_IsFalse(string pem)
    {
        Assert.False(CaCertificates.TryParse(pem, out _));
        Assert.Throws<ArgumentException>(() => Some.Client(Some.Endpoint(new Uri("https://r.example.com")) with { CaCertificate = pem }));
    }

    [Fact]
    public async Task EnterAsync_ManyCallsAtOnce_NeverMoreThanTheBudgetAtTheHost()
    {
        var (running, most, let) = (0, 0, new TaskCompletionSource());
        await using var server = await HttpServer.StartAsync(async context =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await let.Task.WaitAsync(context.RequestAborted);
            Interlocked.Decrement(ref running);
            await AnswerAsync(context);
        });
        var budgets = new HostBudgets(callsPerHost: 3, waitingPerHost: 20);
        using var one = Some.Client(Some.Endpoint(server.Url), budgets: budgets);
        using var other = Some.Client(Some.Endpoint(server.Url), budgets: budgets);

        var calls = Enumerable.Range(0, 20).Select(number => (number % 2 == 0 ? one : other).ListTagsAsync(Some.Repository, Cancelled)).ToArray();
        await Eventually.TrueAsync(() => Volatile.Read(ref running) == 3, "the budget is used", Cancelled);
        let.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal(3, most);
        Assert.Equal(20, server.Requests.Count);
        Assert.Equal(0, budgets.ActiveHosts);
    }

    [Fact]
    public async Task EnterAsync_TooManyWait_IsBusyAtOnce()
    {
        await using var server = RawServer.Start(null);
        var budgets = new HostBudgets(callsPerHost: 1, waitingPerHost: 1);
        using var client = Some.Client(Some.Endpoint(server.Url), budgets: budgets);
        using var stop = new CancellationTokenSource();
        Task[] held = [client.ListTagsAsync(Some.Repository, stop.Token), client.ListTagsAsync(Some.Repository, stop.Token)];

        var error = await Assert.ThrowsAsync<RegistryException>(() => client.ListTagsAsync(Some.Repository, Cancelled));

        Assert.Equal((RegistryErrorCode.Busy, true), (error.Code, error.IsTransient));
        await stop.CancelAsync();
        foreach (var call in held)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        Assert.Equal(0, budgets.ActiveHosts);
    }

    private static async Task<(RegistryErrorCode, string)> WhyAsync(RegistryEndpoint endpoint) => await FailsAsync(endpoint) is { } error ? (error.Code, error.Reason) : default;

    private static async Task WorksAsync(RegistryEndpoint endpoint)
    {
        using var client = Some.Client(endpoint);
        Assert.Equal(["v1"], await client.ListTagsAsync(Some.Repository, Cancelled));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref most)) && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
            // Another one came between: look again.
        }
    }
}
