using System.Text;
using Microsoft.AspNetCore.Http;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries.Distribution;
using Roadstead.Testing;
using Roadstead.Testing.Harbor;
using Roadstead.Testing.Products;

namespace Roadstead.Registries.Tests.Detection;

/// <summary>What goes wrong while an address is looked at has its reason, within the time for it; and the real products, as far as they are here.</summary>
public sealed class RegistryDetectorTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task<(SignalName Name, string Reason)> FailureAsync(string text, RegistryEndpoint? endpoint = null, DistributionOptions? options = null, TimeProvider? time = null)
    {
        var found = await Detecting.DetectAsync(text, endpoint, options, time);
        Assert.Equal((null, null), (found.Identity?.Type, found.UrlNote));
        Assert.Equal(Enum.GetValues<SignalName>(), found.Signals.Select(signal => signal.Name));
        var failed = found.Signals.First(signal => signal.Ok == false);
        return (failed.Name, failed.Reason);
    }

    [Fact]
    public async Task DetectAsync_NeverAnswers_IsATimeoutWithinTheBudget()
    {
        var (time, options) = (new ManualTime(), new DistributionOptions());
        await using var server = await HttpServer.StartAsync(context => NeverAsync(context, time, options));

        Assert.Equal((SignalName.Reachable, SignalReason.Timeout), await FailureAsync(server.Url.ToString(), options: options, time: time));
    }

    [Fact]
    public async Task DetectAsync_FurtherQuestionsNeverAnswered_ToldIsWhatIsKnown()
    {
        var (time, options) = (new ManualTime(), new DistributionOptions());
        await using var server = await HttpServer.StartAsync(context =>
            context.Request.Path == "/v2/" ? DocumentedProducts.Of("docker-registry-2").AnswerAsync(context) : NeverAsync(context, time, options));

        var found = await Detecting.DetectAsync(server.Url.ToString(), options: options, time: time);

        Assert.Equal((RegistryType.DockerRegistry, null), (found.Identity!.Type, found.Identity.Version));
        Assert.DoesNotContain(found.Signals, signal => signal.Ok == false);
    }

    // The time for it is over once it was asked, however long a busy machine took to ask.
    private static Task NeverAsync(HttpContext context, ManualTime time, DistributionOptions options)
    {
        time.Advance(options.DetectionTimeout);
        return new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
    }

    [Fact]
    public async Task DetectAsync_HungUp_IsUnreachable()
    {
        await using var server = RawServer.Start([]);

        Assert.Equal((SignalName.Reachable, SignalReason.ConnectionLost), await FailureAsync(server.Url.ToString()));
    }

    [Fact]
    public async Task DetectAsync_NothingListens_IsRefused() =>
        Assert.Equal((SignalName.Reachable, SignalReason.ConnectionRefused), await FailureAsync($"http://127.0.0.1:{FreePort.Next()}"));

    [Fact]
    public async Task DetectAsync_NoSuchName_SaysSo() =>
        Assert.Equal((SignalName.Reachable, SignalReason.DnsFailure), await FailureAsync($"http://{Some.NoSuchHost}"));

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 12\r\nContent-Type: application/octet-stream\r\n\r\n\u0001\u0002garbage!!!")]
    public async Task DetectAsync_Garbage_IsAnInvalidAnswer(string answer)
    {
        await using var server = RawServer.Start(Encoding.Latin1.GetBytes(answer));

        Assert.Equal((SignalName.Product, SignalReason.InvalidAnswer), await FailureAsync(server.Url.ToString()));
    }

    [Theory]
    [InlineData(429, SignalReason.Throttled)]
    [InlineData(503, SignalReason.ServerError)]
    public async Task DetectAsync_ServerRefuses_SaysHow(int status, string reason)
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        Assert.Equal((SignalName.Product, reason), await FailureAsync(server.Url.ToString()));
    }

    [Fact]
    public async Task DetectAsync_EndlessAnswer_IsCutOff()
    {
        await using var server = await HttpServer.StartAsync(async context =>
        {
            context.Response.ContentType = "text/html";
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[16 * 1024], context.RequestAborted);
            }
        });

        Assert.Equal((SignalName.Product, SignalReason.WrongProduct), await FailureAsync(server.Url.ToString()));
    }

    [Fact]
    public async Task DetectAsync_UntrustedCertificate_IsNotPassedByHttp()
    {
        using var authority = new TestCertificates();
        using var certificate = authority.Issue();
        await using var secure = await DocumentedProducts.Of("docker-registry-2").StartAsync(certificate);
        await using var plain = await DocumentedProducts.Of("docker-registry-2").StartAsync();
        await using var server = new TwoSchemesServer(secure.Url, plain.Url);

        Assert.Equal((SignalName.Tls, SignalReason.TlsUntrusted), await FailureAsync($"https://{server.Authority}"));
        Assert.Equal((SignalName.Tls, SignalReason.TlsUntrusted), await FailureAsync(server.Authority));
        Assert.Empty(secure.Requests);
        Assert.Empty(plain.Requests);
        Assert.Equal(RegistryType.DockerRegistry, (await Detecting.DetectAsync($"http://{server.Authority}")).Identity!.Type);
    }

    [Fact]
    public async Task DetectAsync_AddressThatIsRefused_IsNotAsked()
    {
        await using var server = await DocumentedProducts.Of("docker-registry-2").StartAsync();

        Assert.Equal((SignalName.Reachable, SignalReason.AddressNotAllowed), await FailureAsync(server.Url.ToString(), Some.Endpoint(server.Url) with { Addresses = new AddressPolicy() }));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("2.15.2", "2.x")]
    [InlineData("2.9.5", "2.9.5")]
    [InlineData("2.0.0", "2.0.0")]
    public async Task DetectAsync_FakeHarbor_IsOneAndSeesNoLogin(string version, string told)
    {
        await using var harbor = await FakeHarbor.StartAsync(new FakeHarborSettings { WithStorage = false, Version = version });

        var found = await Detecting.DetectAsync($"{harbor.Url}harbor/projects/1/summary", Some.Endpoint(harbor.Url, new RegistryCredentials(harbor.Admin.Username, "wrong")));

        Assert.Equal((RegistryType.Harbor, told), (found.Identity!.Type, found.Identity.Version));
        Assert.Equal(harbor.Url.GetLeftPart(UriPartial.Authority), found.TextOf());
        Assert.Equal(0, harbor.Count("GET /users/current"));
    }

    [Fact]
    public async Task DetectAsync_RealRegistry_TellsItsGenerationWhenItIsOpen()
    {
        await using var open = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings(), Cancelled);
        await using var locked = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = "robot", Password = "right" }, Cancelled);

        var ofOpen = (await Detecting.DetectAsync(open.Url)).Identity!;
        var ofLocked = (await Detecting.DetectAsync(locked.Url)).Identity!;

        Assert.Equal((RegistryType.DockerRegistry, "2.x", false), (ofOpen.Type, ofOpen.Version, ofOpen.RequiresLogin));
        Assert.Equal((RegistryType.DockerRegistry, null, true), (ofLocked.Type, ofLocked.Version, ofLocked.RequiresLogin));
        Assert.Contains("GET / is empty", ofOpen.Evidence);
    }
}
