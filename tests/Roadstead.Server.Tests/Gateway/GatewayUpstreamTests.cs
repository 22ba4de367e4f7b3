using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Registries.Distribution;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Gateway;

/// <summary>Registries that fail, lie, or are slow, as a puller meets them through the gateway.</summary>
public sealed class GatewayUpstreamTests(GatewayUpstreamTests.World world) : IClassFixture<GatewayUpstreamTests.World>
{
    private const string Manifest = "/v2/scripted/app/manifests/v1";
    private static readonly string Digest = TestImages.DigestOf("blob"u8);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(500, HttpStatusCode.ServiceUnavailable, "UNAVAILABLE")]
    [InlineData(503, HttpStatusCode.ServiceUnavailable, "UNAVAILABLE")]
    [InlineData(429, HttpStatusCode.TooManyRequests, "TOOMANYREQUESTS")]
    [InlineData(403, HttpStatusCode.ServiceUnavailable, "UNAVAILABLE")]
    [InlineData(401, HttpStatusCode.ServiceUnavailable, "UNAVAILABLE")]
    [InlineData(404, HttpStatusCode.NotFound, "MANIFEST_UNKNOWN")]
    public async Task Failure_IsToldInTheProtocolsForm_NeverInTheRegistrysWords(int upstream, HttpStatusCode status, string code)
    {
        world.Answer = async context =>
        {
            context.Response.StatusCode = upstream;
            context.Response.Headers.RetryAfter = "17";
            await context.Response.WriteAsync("<html>internal-secret-text</html>");
        };

        using var answer = await world.AskAsync(Manifest, world.Blue);

        var message = await answer.AssertErrorAsync(status, code);
        Assert.DoesNotContain("internal-secret-text", message, StringComparison.Ordinal);
        if (upstream is 429 or 503) Assert.Equal("17", answer.Header("Retry-After"));
        if (status == HttpStatusCode.ServiceUnavailable) Assert.NotNull(answer.Header("Retry-After"));
    }

    [Fact]
    public async Task Garbage_IsUnavailable()
    {
        world.Answer = context => context.Response.WriteAsync("this is no manifest");

        using var answer = await world.AskAsync(Manifest, world.Blue);

        await answer.AssertErrorAsync(HttpStatusCode.ServiceUnavailable, "UNAVAILABLE");
    }

    [Fact]
    public async Task Manifest_ThatIsNotWhatItsDigestSays_IsNotServed()
    {
        world.Answer = async context =>
        {
            context.Response.ContentType = TestImages.OciManifest;
            await context.Response.WriteAsync("{\"schemaVersion\":2}");
        };

        using var answer = await world.AskAsync($"/v2/scripted/app/manifests/{Digest}", world.Blue);

        await answer.AssertErrorAsync(HttpStatusCode.ServiceUnavailable, "UNAVAILABLE");
    }

    [Fact]
    public async Task Slow_EndsWithinTheDeadline_AndDelaysNoOtherRegistry()
    {
        world.Answer = context => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        var slow = world.AskAsync(Manifest, world.Blue);

        using var other = await world.AskAsync("/v2/vault/team-a/app/manifests/v1", world.Blue);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.False(slow.IsCompleted);
        using var answer = await slow;

        await answer.AssertErrorAsync(HttpStatusCode.ServiceUnavailable, "UNAVAILABLE");
    }

    [Fact]
    public async Task Redirect_IsFollowedWithoutCredentialsAndWithoutTellingThePuller()
    {
        await using var store = await HttpServer.StartAsync(context => context.Response.WriteAsync("blob"));
        world.Answer = context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = new Uri(store.UrlByName, "/signed?token=abc").ToString();
            return Task.CompletedTask;
        };

        using var answer = await world.AskAsync($"/v2/scripted/app/blobs/{Digest}", world.Blue);

        Assert.Equal("blob", await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Null(answer.Header("Location"));
        Assert.All(store.Requests, request => Assert.False(request.Headers.ContainsKey("Authorization")));
    }

    [Fact]
    public async Task Redirect_ToTheMetadataService_IsNotFollowed()
    {
        world.Answer = context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = "http://169.254.169.254/latest/meta-data/";
            return Task.CompletedTask;
        };

        using var answer = await world.AskAsync($"/v2/scripted/app/blobs/{Digest}", world.Blue);

        await answer.AssertErrorAsync(HttpStatusCode.ServiceUnavailable, "UNAVAILABLE");
    }

    [Fact]
    public async Task MirrorQuery_IsNotForwarded()
    {
        world.Answer = context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        };

        using var answer = await world.AskAsync($"{Manifest}?ns=docker.io&x=y", world.Blue);

        // Health checks ask the registry as well, at any moment.
        var asked = world.Scripted.Requests.Where(request => request.Path.Contains("/manifests/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, request => Assert.Equal("", request.Query));
    }

    [Fact]
    public async Task Blob_ThatBreaksOff_LooksBroken()
    {
        var begun = new TaskCompletionSource();
        world.Answer = async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync(new byte[10]);
            await context.Response.Body.FlushAsync();
            await begun.Task;
            context.Abort();
        };

        using var answer = await world.AskAsync($"/v2/scripted/app/blobs/{Digest}", world.Blue);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        begun.SetResult();

        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task Puller_WhoGoesAway_EndsTheReadAtTheRegistry()
    {
        var ended = new TaskCompletionSource();
        world.Answer = async context =>
        {
            context.RequestAborted.Register(ended.SetResult);
            context.Response.ContentLength = long.MaxValue;
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(new byte[64 * 1024]);
        };
        using (var answer = await world.AskAsync($"/v2/scripted/app/blobs/{Digest}", world.Blue))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
    }

    [Fact]
    public async Task Registry_ThatIsDown_IsUnavailableAndItsLoginStaysUntold()
    {
        await using var dead = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = "u", Password = "dead-registry-password" }, Cancellation);
        await world.PostAsync("/api/v1/registries", new { name = "dead", type = "docker-registry", url = dead.Url.ToString(), username = "u", password = "dead-registry-password" });
        await world.SpaceAsync("dead", "open", "public");
        await dead.StopAsync();

        using var answer = await world.AskAsync("/v2/dead/open/app/manifests/v1", world.Blue);

        var message = await answer.AssertErrorAsync(HttpStatusCode.ServiceUnavailable, "UNAVAILABLE");
        Assert.Contains("'dead'", message, StringComparison.Ordinal);
        Assert.DoesNotContain(dead.Url.Authority, message, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Host.Logs.Lines, line => line.Contains("dead-registry-password", StringComparison.Ordinal));
    }

    /// <summary>Beside the real registry one that does what a test tells it: <c>scripted</c>, all of it public.</summary>
    public sealed class World : DoorsWorld
    {
        public HttpServer Scripted { get; private set; } = null!;

        /// <summary>Below <c>/v2/app/</c>; everything else is an open registry that is empty.</summary>
        public RequestDelegate Answer { get; set; } = _ => Task.CompletedTask;

        protected override Action<WebApplicationBuilder> Configure => builder =>
            builder.Services.AddSingleton(new DistributionOptions { AnswerTimeout = TimeSpan.FromSeconds(2), BlobIdleTimeout = TimeSpan.FromSeconds(5) });

        public override async ValueTask InitializeAsync()
        {
            Scripted = await HttpServer.StartAsync(context => context.Request.Path.StartsWithSegments("/v2/app") ? Answer(context) : EmptyAsync(context));
            await base.InitializeAsync();
            await PostAsync("/api/v1/registries", new { name = "scripted", type = "docker-registry", url = Scripted.Url.ToString(), delivery = "gateway" });
            await SpaceAsync("scripted", "app", "public");
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await Scripted.DisposeAsync();
        }

        private static async Task EmptyAsync(HttpContext context)
        {
            context.Response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
            context.Response.ContentType = "application/json; charset=utf-8";
            switch (context.Request.Path.Value)
            {
                case "/":
                    context.Response.Headers.CacheControl = "no-cache";
                    break;
                case "/v2/":
                    await context.Response.WriteAsync("{}");
                    break;
                case "/v2/_catalog":
                    await context.Response.WriteAsync("{\"repositories\":[]}");
                    break;
                default:
                    context.Response.StatusCode = 404;
                    break;
            }
        }
    }
}
