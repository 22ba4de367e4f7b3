using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Access;
using Roadstead.Server.Admission;
using Roadstead.Server.Admission.Certificates;
using Roadstead.Server.Admission.Serving;
using Roadstead.Server.Admission.Webhooks;
using Roadstead.Server.Hosting;

namespace Roadstead.Server.Tests.Admission;

/// <summary>The webhooks over the wire, as an API server calls them.</summary>
public sealed class WebhookServerTests : IAuthorityStore, IWebhookPortStore, IAsyncDisposable
{
    private static readonly PublishedCluster Gone =
        new(Guid.NewGuid(), "gone", ClusterKind.Kubernetes, null, "its-secret", new Uri("http://127.0.0.1:1"), AdmissionMode.Enforce, UnmanagedImages.Allow);

    private readonly AdmissionWorld world = new() { Leaving = new Dictionary<Guid, PublishedCluster> { [Gone.ClusterId] = Gone } };
    private readonly AdmissionOptions options = new();
    private readonly Authorities authorities;
    private string? pem;
    private int? port;
    private WebhookServer? server;

    public WebhookServerTests() => authorities = new Authorities(this, world, options, TimeProvider.System, NullLogger<Authorities>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string? IAuthorityStore.Read() => pem;

    void IAuthorityStore.Write(string text) => pem = text;

    int? IWebhookPortStore.Read() => port;

    void IWebhookPortStore.Write(int value) => port = value;

    [Theory]
    [InlineData("/admission/lab/s3cret/validate", HttpStatusCode.OK)]
    [InlineData("/admission/lab/s3cret/validate?timeout=3s", HttpStatusCode.OK)]
    [InlineData("/admission/lab/s3cret/mutate", HttpStatusCode.OK)]
    [InlineData("/admission/lab/s3cre/validate", HttpStatusCode.NotFound)]
    [InlineData("/admission/lab/s3cretX/validate", HttpStatusCode.NotFound)]
    [InlineData("/admission/lab//validate", HttpStatusCode.NotFound)]
    [InlineData("/admission/lob/s3cret/validate", HttpStatusCode.NotFound)]
    [InlineData("/admission/gone/s3cret/validate", HttpStatusCode.NotFound)]
    [InlineData("/admission/lab/its-secret/validate", HttpStatusCode.NotFound)]
    [InlineData("/admission/lab/s3cret/deny", HttpStatusCode.NotFound)]
    [InlineData("/admission/lab/s3cret/validate/", HttpStatusCode.NotFound)]
    [InlineData("/admission/lab/s3cret", HttpStatusCode.NotFound)]
    [InlineData("/", HttpStatusCode.NotFound)]
    [InlineData("/healthz/live", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/clusters", HttpStatusCode.NotFound)]
    public async Task Post_Path_IsKnownByClusterAndSecretAlone(string path, HttpStatusCode status)
    {
        await StartAsync();

        var (actual, body) = await PostAsync(path, ReviewBody.Pod(ReviewBody.WithImage(ReviewBody.Allowed)));

        Assert.Equal(status, actual);
        Assert.Equal(status != HttpStatusCode.OK, body.Length == 0);
    }

    [Fact]
    public async Task Post_Review_IsAnsweredWithItsUid()
    {
        await StartAsync();

        var (status, body) = await PostAsync("/admission/lab/s3cret/validate", ReviewBody.Pod(ReviewBody.WithImage(ReviewBody.NotAllowed)));

        Assert.Equal(HttpStatusCode.OK, status);
        var response = JsonNode.Parse(body)!["response"]!;
        Assert.Equal("u-1", (string?)response["uid"]);
        Assert.False((bool)response["allowed"]!);
    }

    [Fact]
    public async Task Post_ClusterThatIsBeingLeft_IsAllowedEverything()
    {
        await StartAsync();

        var (status, body) = await PostAsync("/admission/gone/its-secret/validate", ReviewBody.Pod(ReviewBody.WithImage(ReviewBody.NotAllowed)));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True((bool)JsonNode.Parse(body)!["response"]!["allowed"]!);
    }

    [Fact]
    public async Task Post_NoReview_Is400WithWords()
    {
        await StartAsync();

        var (status, body) = await PostAsync("/admission/lab/s3cret/validate", "{\"request\":");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("The body is no JSON that can be read", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_Body_MayBeAsLargeAsObjectsGetAndNoLarger()
    {
        await StartAsync();
        var large = ReviewBody.WithSpec($$"""{"containers":[{"name":"c","args":["{{new string('x', 7_000_000)}}"],"image":"{{ReviewBody.NotAllowed}}"}]}""");
        var (status, body) = await PostAsync("/admission/lab/s3cret/validate", ReviewBody.Pod(large, old: """{"spec":{"containers":[]}}""", operation: "UPDATE"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False((bool)JsonNode.Parse(body)!["response"]!["allowed"]!);

        using var client = Client();
        using var content = new StringContent(new string(' ', 17 * 1024 * 1024));
        try
        {
            using var answer = await client.PostAsync(new Uri(Url, "/admission/lab/s3cret/validate"), content, Cancellation);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        }
        catch (HttpRequestException e)
        {
            // It closes while the client still sends.
            Assert.IsNotType<TimeoutException>(e.InnerException);
        }
    }

    [Fact]
    public async Task Get_Any_IsNotAllowed()
    {
        await StartAsync();
        using var client = Client();

        using var answer = await client.GetAsync(new Uri(Url, "/admission/lab/s3cret/validate"), Cancellation);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task Port_Picked_IsTheSameAfterARestart()
    {
        await StartAsync();
        var first = server!.Port;
        await StopAsync();

        await StartAsync();

        Assert.Equal(first, server!.Port);
        Assert.Equal(first, port);
    }

    [Fact]
    public async Task Port_TakenMeanwhile_IsReplaced()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        port = ((IPEndPoint)other.LocalEndpoint).Port;

        await StartAsync();

        Assert.NotEqual(((IPEndPoint)other.LocalEndpoint).Port, server!.Port);
        Assert.Equal(server.Port, port);
    }

    [Fact]
    public async Task Port_GivenAndTaken_EndsTheStartWithTheKey()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => StartAsync(new Uri($"https://{other.LocalEndpoint}")));

        Assert.StartsWith("ROADSTEAD_WEBHOOK_LISTEN: cannot listen at 127.0.0.1:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_Renewed_IsServedToNewConnectionsWhileOldOnesGoOn()
    {
        await StartAsync();
        using var old = Client();
        var body = ReviewBody.Pod(ReviewBody.WithImage(ReviewBody.Allowed));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(old, "/admission/lab/s3cret/validate", body)).Status);

        authorities.Rotate();
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(old, "/admission/lab/s3cret/validate", body)).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/admission/lab/s3cret/validate", body)).Status);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        authorities.Dispose();
        world.Dispose();
    }

    private Uri Url => new($"https://127.0.0.1:{server!.Port}");

    private async Task StartAsync(Uri? listen = null)
    {
        var serverOptions = new ServerOptions { Urls = [], PublicUrl = new Uri("http://127.0.0.1:1"), DataDirectory = ".", WebhookListen = listen ?? new Uri("https://127.0.0.1:0") };
        server = new WebhookServer(
            new WebhookApplication(world, world.Handler, new WebhookArrivals()),
            authorities,
            new ServingCertificates(authorities, world, serverOptions, options, TimeProvider.System),
            this,
            serverOptions,
            NullLoggerFactory.Instance,
            NullLogger<WebhookServer>.Instance);
        await server.StartAsync(Cancellation);
    }

    private async Task StopAsync()
    {
        if (server is null) return;
        await server.StopAsync(CancellationToken.None);
        await server.DisposeAsync();
        server = null;
    }

    // Trusts what the configurations hold, and nothing else.
    private HttpClient Client()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(authorities.Bundle);
        return new HttpClient(new SocketsHttpHandler { UseProxy = false, SslOptions = { CertificateChainPolicy = policy } });
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(string path, string body)
    {
        using var client = Client();
        return await PostAsync(client, path, body);
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(Url, path), content, Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
