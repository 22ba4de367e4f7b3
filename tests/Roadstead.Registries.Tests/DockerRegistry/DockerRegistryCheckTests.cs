using System.Text;
using Microsoft.AspNetCore.Http;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries.Distribution;
using Roadstead.Testing;

namespace Roadstead.Registries.Tests.DockerRegistry;

/// <summary>Every way in which a check goes wrong has its own reason, and says how to mend it.</summary>
public sealed class DockerRegistryCheckTests
{
    private const string ApiVersion = "Docker-Distribution-Api-Version";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task<Dictionary<SignalName, RegistrySignal>> CheckAsync(RegistryEndpoint endpoint, DistributionOptions? options = null, TimeProvider? time = null)
    {
        await using var driver = Some.Driver(endpoint, options, time);
        var signals = await driver.CheckAsync(CheckDepth.Full, Cancelled);
        Assert.All(signals, signal => Assert.True(signal.Message.Length > 10, signal.Message));
        return signals.ToDictionary(signal => signal.Name);
    }

    private static async Task<RegistrySignal> SignalAsync(SignalName name, RequestDelegate answer, RegistryCredentials? login = null)
    {
        await using var server = await HttpServer.StartAsync(answer);
        return (await CheckAsync(Some.Endpoint(server.Url, login)))[name];
    }

    // A registry in miniature: the tests spoil one answer of it.
    private static RequestDelegate Registry(Func<HttpContext, bool> spoil) => context =>
    {
        context.Response.Headers[ApiVersion] = "registry/2.0";
        if (spoil(context))
        {
            return Task.CompletedTask;
        }

        return context.Request.Path.Value switch
        {
            "/v2/_catalog" => context.Response.WriteAsync("""{"repositories":["team-a/app"]}"""),
            "/v2/team-a/app/tags/list" => context.Response.WriteAsync("""{"tags":["v1"]}"""),
            "/v2/" => context.Response.WriteAsync("{}"),
            _ => NotFoundAsync(context),
        };
    };

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }

    private static RequestDelegate Spoilt(string path, int status) => Registry(context =>
    {
        if (context.Request.Path != path)
        {
            return false;
        }

        context.Response.StatusCode = status;
        return true;
    });

    [Fact]
    public async Task CheckAsync_AnswersTooLate_IsATimeoutWithinTheDeadline()
    {
        await using var server = RawServer.Start(null);
        var started = TimeProvider.System.GetTimestamp();

        var signals = await CheckAsync(Some.Endpoint(server.Url), new DistributionOptions { CheckTimeout = TimeSpan.FromMilliseconds(400) });

        Assert.Equal((false, SignalReason.Timeout), (signals[SignalName.Reachable].Ok, signals[SignalName.Reachable].Reason));
        Assert.All(signals.Values.Where(signal => signal.Name > SignalName.Reachable), signal => Assert.Equal(SignalReason.NotChecked, signal.Reason));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task CheckAsync_ListingNeverAnswers_IsATimeoutOfTheListingAlone()
    {
        var time = new ManualTime();
        await using var server = await HttpServer.StartAsync(context =>
        {
            if (context.Request.Path != "/v2/_catalog")
            {
                return Registry(_ => false)(context);
            }

            time.Advance(TimeSpan.FromSeconds(11));
            return new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        });

        var signals = await CheckAsync(Some.Endpoint(server.Url), time: time);

        Assert.True(signals[SignalName.Product].Ok);
        Assert.Equal(SignalReason.Timeout, signals[SignalName.Listing].Reason);
        Assert.Equal(SignalReason.NotChecked, signals[SignalName.Pull].Reason);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 12\r\nContent-Type: application/octet-stream\r\n\r\n\u0001\u0002garbage!!!")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n")]
    public async Task CheckAsync_Garbage_IsAnInvalidAnswer(string answer)
    {
        await using var server = RawServer.Start(Encoding.Latin1.GetBytes(answer));

        var signals = await CheckAsync(Some.Endpoint(server.Url));

        Assert.True(signals[SignalName.Reachable].Ok);
        Assert.Equal((false, SignalReason.InvalidAnswer), (signals[SignalName.Product].Ok, signals[SignalName.Product].Reason));
    }

    [Fact]
    public async Task CheckAsync_NoSuchName_SaysSo() =>
        Assert.Equal(SignalReason.DnsFailure, (await CheckAsync(Some.Endpoint(new Uri($"http://{Some.NoSuchHost}"))))[SignalName.Reachable].Reason);

    [Fact]
    public async Task CheckAsync_RefusedAddress_SaysSo()
    {
        await using var server = await HttpServer.StartAsync(Registry(_ => false));

        var signals = await CheckAsync(Some.Endpoint(server.Url) with { Addresses = new AddressPolicy() });

        Assert.Equal((false, SignalReason.AddressNotAllowed), (signals[SignalName.Reachable].Ok, signals[SignalName.Reachable].Reason));
    }

    [Fact]
    public async Task CheckAsync_Tls_IsASignalOfItsOwn()
    {
        using var certificates = new TestCertificates();
        using var certificate = certificates.Issue();
        await using var registry = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Certificate = certificate }, Cancelled);
        var endpoint = Some.Endpoint(registry.Url);

        var untrusted = await CheckAsync(endpoint);
        var trusted = await CheckAsync(endpoint with { CaCertificate = certificates.AuthorityPem });
        var skipped = await CheckAsync(endpoint with { SkipVerify = true });

        Assert.Equal((true, false, SignalReason.TlsUntrusted), (untrusted[SignalName.Reachable].Ok, untrusted[SignalName.Tls].Ok, untrusted[SignalName.Tls].Reason));
        Assert.Equal(SignalReason.NotChecked, untrusted[SignalName.Product].Reason);
        Assert.Equal((true, SignalReason.Ok), (trusted[SignalName.Tls].Ok, trusted[SignalName.Tls].Reason));
        Assert.Equal((true, SignalReason.TlsNotVerified), (skipped[SignalName.Tls].Ok, skipped[SignalName.Tls].Reason));
        Assert.Equal(SignalReason.NoImage, trusted[SignalName.Pull].Reason);
    }

    [Fact]
    public async Task CheckAsync_PlainHttp_HasNoTls() =>
        Assert.Equal(SignalReason.NotApplicable, (await SignalAsync(SignalName.Tls, Registry(_ => false))).Reason);

    [Fact]
    public async Task CheckAsync_PasswordWrongMissingAndRight_SaysWhich()
    {
        await using var registry = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = "robot", Password = "right" }, Cancelled);

        var wrong = await CheckAsync(Some.Endpoint(registry.Url, new RegistryCredentials("robot", "wrong")));
        var missing = await CheckAsync(Some.Endpoint(registry.Url));
        var right = await CheckAsync(Some.Endpoint(registry.Url, new RegistryCredentials("robot", "right")));

        Assert.Equal((false, SignalReason.CredentialsRejected), (wrong[SignalName.Login].Ok, wrong[SignalName.Login].Reason));
        Assert.Equal((null, SignalReason.NotChecked), (wrong[SignalName.Listing].Ok, wrong[SignalName.Listing].Reason));
        Assert.Equal((false, SignalReason.CredentialsRequired), (missing[SignalName.Login].Ok, missing[SignalName.Login].Reason));
        Assert.Equal((true, SignalReason.Ok), (right[SignalName.Login].Ok, right[SignalName.Login].Reason));
        Assert.Equal(SignalReason.NotApplicable, right[SignalName.Rights].Reason);
    }

    [Fact]
    public async Task CheckAsync_OpenRegistry_NeedsNoLogin() =>
        Assert.Equal((null, SignalReason.NotApplicable), await SignalAsync(SignalName.Login, Registry(_ => false), Some.Login) is var signal ? (signal.Ok, signal.Reason) : default);

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    public async Task CheckAsync_NoCatalog_IsNoFailure(int status)
    {
        var signal = await SignalAsync(SignalName.Listing, Registry(context =>
        {
            if (context.Request.Path != "/v2/_catalog")
            {
                return false;
            }

            context.Response.StatusCode = status;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"r\"";
            return true;
        }));

        Assert.Equal((null, SignalReason.ListingUnavailable), (signal.Ok, signal.Reason));
    }

    [Theory]
    [InlineData("/v2/", 503, SignalName.Product, SignalReason.ServerError)]
    [InlineData("/v2/", 429, SignalName.Product, SignalReason.Throttled)]
    [InlineData("/v2/_catalog", 500, SignalName.Listing, SignalReason.ServerError)]
    [InlineData("/v2/_catalog", 429, SignalName.Listing, SignalReason.Throttled)]
    [InlineData("/v2/team-a/app/manifests/v1", 500, SignalName.Pull, SignalReason.ServerError)]
    [InlineData("/v2/team-a/app/manifests/v1", 403, SignalName.Pull, SignalReason.Denied)]
    [InlineData("/v2/team-a/app/manifests/v1", 403, SignalName.Rights, SignalReason.Denied)]
    public async Task CheckAsync_OneAnswerFails_FailsItsSignal(string path, int status, SignalName name, string reason)
    {
        var signal = await SignalAsync(name, Spoilt(path, status));

        Assert.Equal((false, reason), (signal.Ok, signal.Reason));
    }

    [Fact]
    public async Task CheckAsync_RealmOfAnotherParty_IsNotTrusted()
    {
        var signal = await SignalAsync(
            SignalName.Login,
            Registry(context =>
            {
                context.Response.StatusCode = 401;
                context.Response.Headers.WWWAuthenticate = "Bearer realm=\"http://localhost:1/token\"";
                return true;
            }),
            Some.Login);

        Assert.Equal((false, SignalReason.RealmNotTrusted), (signal.Ok, signal.Reason));
    }

    [Theory]
    [InlineData("X-JFrog-Version: Artifactory/7.90.5 79005900", null, 401, "", "JFrog Artifactory", RegistryType.Artifactory)]
    [InlineData("", "Bearer realm=\"http://127.0.0.1/artifactory/api/docker/x/v2/token\",service=\"x\"", 401, "", "JFrog Artifactory", RegistryType.Artifactory)]
    [InlineData("", "Basic realm=\"Artifactory Realm\"", 401, "", "JFrog Artifactory", RegistryType.Artifactory)]
    [InlineData("", "Bearer realm=\"http://127.0.0.1/service/token\",service=\"harbor-registry\"", 401, "", "resembles Harbor", null)]
    [InlineData("", "Bearer realm=\"http://127.0.0.1/v2/auth\",service=\"127.0.0.1\"", 401, "", "Quay", null)]
    [InlineData("", "BASIC realm=\"Sonatype Nexus Repository Manager\"", 401, "", "Sonatype Nexus", null)]
    [InlineData("Server: Nexus/3.70.1-02 (OSS)", null, 200, "{}", "Sonatype Nexus", null)]
    [InlineData("", "Bearer realm=\"http://127.0.0.1/jwt/auth\",service=\"container_registry\"", 401, "", "GitLab", null)]
    [InlineData("Gitlab-Container-Registry-Version: v4.0.0", null, 401, "", "GitLab", null)]
    [InlineData("", "Bearer realm=\"http://127.0.0.1/v2/token\",service=\"container_registry\",scope=\"*\"", 401, "", "Gitea", null)]
    public async Task CheckAsync_AnotherProduct_IsNamed(string header, string? challenge, int status, string body, string product, RegistryType? type)
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            if (context.Request.Path != "/v2/")
            {
                return NotFoundAsync(context);
            }

            context.Response.StatusCode = status;
            context.Response.Headers[ApiVersion] = "registry/2.0";
            context.Response.Headers.WWWAuthenticate = challenge;
            if (header.Split(": ", 2) is [var name, var value])
            {
                context.Response.Headers[name] = value;
            }

            return context.Response.WriteAsync(body);
        });

        await IsNamedAsync(server, product, type);
    }

    [Fact]
    public async Task CheckAsync_Harbor_IsNamedWhenItAnswersThePing()
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            if (context.Request.Path == "/api/v2.0/ping")
            {
                return context.Response.WriteAsync("Pong");
            }

            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"http://127.0.0.1/service/token\",service=\"harbor-registry\"";
            return Task.CompletedTask;
        });

        await IsNamedAsync(server, "Harbor", RegistryType.Harbor);
    }

    [Fact]
    public async Task CheckAsync_Zot_IsNamed()
    {
        await using var server = await HttpServer.StartAsync(context => context.Request.Path.Value switch
        {
            "/v2/_zot/ext/mgmt" => context.Response.WriteAsync("""{"distSpecVersion":"1.1.1"}"""),
            "/v2/" => Registry(_ => false)(context),
            _ => NotFoundAsync(context),
        });

        await IsNamedAsync(server, "zot", null);
    }

    [Fact]
    public async Task CheckAsync_WebSite_IsNamed()
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync("<!doctype html><title>Welcome</title>");
        });

        await IsNamedAsync(server, "a web site", null);
    }

    [Fact]
    public async Task CheckAsync_ArtifactoryWithoutDockerPath_IsNamed()
    {
        await using var server = await HttpServer.StartAsync(context => context.Request.Path == "/artifactory/api/system/ping" ? context.Response.WriteAsync("OK") : NotFoundAsync(context));

        await IsNamedAsync(server, "JFrog Artifactory", RegistryType.Artifactory);
    }

    private static async Task IsNamedAsync(HttpServer server, string product, RegistryType? type)
    {
        await using var driver = Some.Driver(Some.Endpoint(server.Url, Some.Login));

        var identity = await driver.IdentifyAsync(Cancelled);
        var signal = (await CheckAsync(Some.Endpoint(server.Url, Some.Login)))[SignalName.Product];

        Assert.Contains(product, identity.Product, StringComparison.Ordinal);
        Assert.Equal(type, identity.Type);
        Assert.NotEmpty(identity.Evidence);
        Assert.Equal((false, SignalReason.WrongProduct), (signal.Ok, signal.Reason));
        Assert.Contains(product, signal.Message, StringComparison.Ordinal);
        Assert.All(server.Requests, request => Assert.Null(request.Authorization));
    }

    [Fact]
    public async Task IdentifyAsync_RealRegistry_TellsItsGeneration()
    {
        await using var registry = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = "robot", Password = "right" }, Cancelled);
        await using var driver = Some.Driver(Some.Endpoint(registry.Url, new RegistryCredentials("robot", "right")));

        var before = await driver.IdentifyAsync(Cancelled);
        await driver.CheckAsync(CheckDepth.Full, Cancelled);
        var after = await driver.IdentifyAsync(Cancelled);

        Assert.Equal((RegistryType.DockerRegistry, true, null), (before.Type, before.RequiresLogin, before.Version));
        Assert.Equal("2.x", after.Version);
    }
}
