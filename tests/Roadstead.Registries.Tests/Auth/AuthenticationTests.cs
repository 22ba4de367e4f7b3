using System.Text;
using Microsoft.AspNetCore.Http;
using Roadstead.Registries.Distribution;
using Roadstead.Testing;

namespace Roadstead.Registries.Tests.Auth;

/// <summary>The handshake with servers that mean well, badly, or do neither.</summary>
public sealed class AuthenticationTests
{
    private const string Basic = "Basic cm9ib3Q6czNjcmV0LW9mLXRoZS1yb2JvdA==";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static Task<IReadOnlyList<string>> ListTagsAsync(DistributionClient client) => client.ListTagsAsync(Some.Repository, Cancelled);

    private static async Task<RegistryException> RefusedAsync(DistributionClient client) => await Assert.ThrowsAsync<RegistryException>(() => ListTagsAsync(client));

    // A registry with a token service of its own: tokens are numbered, and the newest one is the good one.
    private static RequestDelegate TokenRegistry(Func<HttpContext, string> challenge, Func<string?, bool> accepts, string token = """{"token":"good","expires_in":300}""") => async context =>
    {
        if (context.Request.Path == "/token")
        {
            await context.Response.WriteAsync(token);
        }
        else if (accepts(context.Request.Headers.Authorization))
        {
            await context.Response.WriteAsync("""{"name":"team-a/app","tags":["v1"]}""");
        }
        else
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = challenge(context);
        }
    };

    private static string Own(HttpContext context, string rest = "") => $"Bearer realm=\"http://{context.Request.Host}/token\",service=\"reg\"{rest}";

    [Fact]
    public async Task SendAsync_TokenRegistry_AsksForTheScopeOnceAndKeepsTheToken()
    {
        await using var server = await HttpServer.StartAsync(TokenRegistry(context => Own(context), sent => sent == "Bearer good"));
        using var client = Some.Client(Some.Endpoint(server.Url, Some.Login));

        Assert.Equal(["v1"], await ListTagsAsync(client));
        Assert.Equal(["v1"], await ListTagsAsync(client));

        var asked = Assert.Single(server.Requests, request => request.Path == "/token");
        Assert.Equal("?service=reg&scope=repository%3Ateam-a%2Fapp%3Apull&account=robot", asked.Query);
        Assert.Equal(Basic, asked.Authorization);
        Assert.Equal(4, server.Requests.Count);
        Assert.DoesNotContain(server.Requests, request => request.Path != "/token" && request.Authorization == Basic);
    }

    [Fact]
    public async Task SendAsync_TokenExpired_AsksForANewOne()
    {
        var time = new ManualTime();
        await using var server = await HttpServer.StartAsync(TokenRegistry(context => Own(context), sent => sent == "Bearer good"));
        using var client = Some.Client(Some.Endpoint(server.Url, Some.Login), time: time);

        await ListTagsAsync(client);
        time.Advance(TimeSpan.FromSeconds(284));
        await ListTagsAsync(client);
        Assert.Single(server.Requests, request => request.Path == "/token");

        time.Advance(TimeSpan.FromSeconds(2));
        await ListTagsAsync(client);
        Assert.Equal(2, server.Requests.Count(request => request.Path == "/token"));
    }

    [Fact]
    public async Task SendAsync_TokenNoLongerGood_IsRenewedOnce()
    {
        var good = "Bearer good";
        await using var server = await HttpServer.StartAsync(context => TokenRegistry(c => Own(c, ",error=\"invalid_token\""), sent => sent == good, $$"""{"access_token":"{{good[7..]}}"}""")(context));
        using var client = Some.Client(Some.Endpoint(server.Url, Some.Login));

        await ListTagsAsync(client);
        good = "Bearer newer";
        await ListTagsAsync(client);

        Assert.Equal(2, server.Requests.Count(request => request.Path == "/token"));
    }

    [Theory]
    [InlineData("?host=x", ",scope=\"repository:user/image:pull\"", "?host=x&service=reg&scope=repository%3Ateam-a%2Fapp%3Apull&scope=repository%3Auser%2Fimage%3Apull&account=robot")]
    [InlineData("", ",scope=\"aws\"", "?service=reg&scope=repository%3Ateam-a%2Fapp%3Apull&scope=aws&account=robot")]
    public async Task SendAsync_ChallengeWithScopeAndQuery_KeepsBothWithItsOwn(string realmQuery, string rest, string expected)
    {
        await using var server = await HttpServer.StartAsync(TokenRegistry(
            context => $"Bearer realm=\"http://{context.Request.Host}/token{realmQuery}\",service=\"reg\"{rest}", sent => sent == "Bearer good"));
        using var client = Some.Client(Some.Endpoint(server.Url, Some.Login));

        await ListTagsAsync(client);
        await ListTagsAsync(client);

        Assert.Equal(expected, server.Requests.Single(request => request.Path == "/token").Query);
    }

    [Fact]
    public async Task SendAsync_RealmOnAnotherHost_SendsNothingThere()
    {
        await using var thief = await HttpServer.StartAsync(context => context.Response.WriteAsync("""{"token":"t"}"""));
        await using var server = await HttpServer.StartAsync(TokenRegistry(_ => $"Bearer realm=\"{thief.UrlByName}token\"", _ => false));
        using var client = Some.Client(Some.Endpoint(server.Url, Some.Login));

        var error = await RefusedAsync(client);

        Assert.Equal(RegistryErrorCode.RealmNotTrusted, error.Code);
        Assert.Empty(thief.Requests);
        Assert.All(server.Requests, request => Assert.Null(request.Authorization));
    }

    [Fact]
    public async Task SendAsync_RealmOnAnotherHostWithoutLogin_IsAskedAnonymously()
    {
        await using var tokens = await HttpServer.StartAsync(context => context.Response.WriteAsync("""{"token":"good"}"""));
        await using var server = await HttpServer.StartAsync(TokenRegistry(_ => $"Bearer realm=\"{tokens.UrlByName}token\"", sent => sent == "Bearer good"));
        using var client = Some.Client(Some.Endpoint(server.Url));

        Assert.Equal(["v1"], await ListTagsAsync(client));
        Assert.Null(Assert.Single(tokens.Requests).Authorization);
    }

    [Fact]
    public async Task SendAsync_PinnedRealm_GetsTheLoginThere()
    {
        await using var tokens = await HttpServer.StartAsync(context => context.Response.WriteAsync("""{"token":"good"}"""));
        var realm = new Uri(tokens.UrlByName, "token");
        await using var server = await HttpServer.StartAsync(TokenRegistry(_ => $"Bearer realm=\"{realm}\"", sent => sent == "Bearer good"));
        using var client = Some.Client(Some.Endpoint(server.Url, Some.Login) with { TrustedRealm = realm });

        Assert.Equal(["v1"], await ListTagsAsync(client));
        Assert.Equal(Basic, Assert.Single(tokens.Requests).Authorization);
    }

    [Fact]
    public async Task SendAsync_PinnedRealmChanges_SendsNothing()
    {
        await using var server = await HttpServer.StartAsync(TokenRegistry(context => Own(context), _ => false));
        using var client = Some.Client(Some.Endpoint(server.Url, Some.Login) with { TrustedRealm = new Uri(server.Url, "/other") });

        Assert.Equal(RegistryErrorCode.RealmNotTrusted, (await RefusedAsync(client)).Code);
        Assert.DoesNotContain(server.Requests, request => request.Path == "/token");
    }

    [Theory]
    [InlineData(",error=\"invalid_token\"")]
    [InlineData(",error=\"insufficient_scope\"")]
    [InlineData("")]
    public async Task SendAsync_EveryAnswerIs401_EndsAfterOneRetry(string rest)
    {
        await using var server = await HttpServer.StartAsync(TokenRegistry(context => Own(context, rest), _ => false));
        using var client = Some.Client(Some.Endpoint(server.Url, Some.Login));

        Assert.Equal(RegistryErrorCode.Denied, (await RefusedAsync(client)).Code);
        Assert.Equal(2, server.Requests.Count(request => request.Path != "/token"));
        Assert.Single(server.Requests, request => request.Path == "/token");
    }

    [Fact]
    public async Task SendAsync_BasicRefused_IsNotTriedAgainUntilAsked()
    {
        await using var server = await HttpServer.StartAsync(TokenRegistry(_ => "Basic realm=\"r\"", _ => false));
        using var client = Some.Client(Some.Endpoint(server.Url, Some.Login));

        var error = await RefusedAsync(client);
        Assert.Equal((RegistryErrorCode.CredentialsRejected, false), (error.Code, error.IsTransient));
        Assert.Single(server.Requests, request => request.Authorization is not null);

        Assert.Equal(RegistryErrorCode.CredentialsRejected, (await RefusedAsync(client)).Code);
        Assert.Single(server.Requests, request => request.Authorization is not null);

        client.Connection.Authenticator.TryAgain();
        await RefusedAsync(client);
        Assert.Equal(2, server.Requests.Count(request => request.Authorization is not null));
    }

    [Fact]
    public async Task SendAsync_TokenServiceRefusesTheLogin_IsNotTriedAgain()
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = Own(context);
            return Task.CompletedTask;
        });
        using var client = Some.Client(Some.Endpoint(server.Url, Some.Login));

        Assert.Equal(RegistryErrorCode.CredentialsRejected, (await RefusedAsync(client)).Code);
        Assert.Equal(RegistryErrorCode.CredentialsRejected, (await RefusedAsync(client)).Code);
        Assert.Single(server.Requests, request => request.Path == "/token");
    }

    [Fact]
    public async Task SendAsync_TokenServiceForbidsTheLoginItself_IsARefusedLogin()
    {
        await using var server = await HttpServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/token" ? 403 : 401;
            context.Response.Headers.WWWAuthenticate = Own(context);
            return Task.CompletedTask;
        });
        using var client = Some.Client(Some.Endpoint(server.Url, Some.Login));

        Assert.Equal(RegistryErrorCode.Denied, (await RefusedAsync(client)).Code);
        var request = new RegistryRequest(HttpMethod.Get, client.Connection.Url("/v2/"));
        Assert.Equal(RegistryErrorCode.CredentialsRejected, (await Assert.ThrowsAsync<RegistryException>(() => client.Connection.SendAsync(request, [], Cancelled))).Code);
    }

    [Fact]
    public async Task SendAsync_BasicKnown_IsSentAtOnce()
    {
        await using var server = await HttpServer.StartAsync(TokenRegistry(_ => "Basic realm=\"r\"", sent => sent == Basic));
        using var client = Some.Client(Some.Endpoint(server.Url, Some.Login));

        await ListTagsAsync(client);
        await ListTagsAsync(client);

        Assert.Equal([null, Basic, Basic], server.Requests.Select(request => request.Authorization));
    }

    [Fact]
    public async Task SendAsync_LoginWantedAndNone_SaysSo()
    {
        await using var server = await HttpServer.StartAsync(TokenRegistry(_ => "Basic realm=\"r\"", _ => false));
        using var client = Some.Client(Some.Endpoint(server.Url));

        Assert.Equal(RegistryErrorCode.CredentialsRequired, (await RefusedAsync(client)).Code);
    }

    [Theory]
    [InlineData("Digest realm=\"r\", nonce=\"n\", qop=\"auth\"")]
    [InlineData("Bearer realm=localhost")]
    [InlineData("Bearer")]
    [InlineData("")]
    public async Task SendAsync_UnknownWayToSignIn_SaysSo(string challenge)
    {
        await using var server = await HttpServer.StartAsync(TokenRegistry(_ => challenge, _ => false));
        using var client = Some.Client(Some.Endpoint(server.Url, Some.Login));

        Assert.Equal(SignalReason.UnsupportedChallenge, (await RefusedAsync(client)).Reason);
        Assert.All(server.Requests, request => Assert.Null(request.Authorization));
    }

    // Row 52 of the challenges: GHCR answers DENIED without a challenge to an Authorization of no use, and serves the image without one.
    [Fact]
    public async Task SendAsync_RefusedWithoutChallenge_GoesOnceWithoutAuthorization()
    {
        var sendChallenge = true;
        await using var server = await HttpServer.StartAsync(async context =>
        {
            if (context.Request.Headers.Authorization.Count == 0 && !sendChallenge)
            {
                await context.Response.WriteAsync("""{"tags":["public"]}""");
            }
            else if (context.Request.Path == "/token")
            {
                await context.Response.WriteAsync("""{"token":"t"}""");
            }
            else
            {
                context.Response.StatusCode = sendChallenge && context.Request.Headers.Authorization.Count > 0 ? 404 : 401;
                context.Response.Headers.WWWAuthenticate = sendChallenge ? Own(context) : default;
                await context.Response.WriteAsync("""{"errors":[{"code":"DENIED"}]}""");
            }
        });
        using var client = Some.Client(Some.Endpoint(server.Url, Some.Login));

        Assert.Empty(await ListTagsAsync(client));
        sendChallenge = false;
        Assert.Equal(["public"], await ListTagsAsync(client));
    }

    [Theory]
    [InlineData("<html>", RegistryErrorCode.InvalidAnswer)]
    [InlineData("{}", RegistryErrorCode.InvalidAnswer)]
    public async Task SendAsync_TokenServiceAnswersNoToken_IsInvalid(string token, RegistryErrorCode code)
    {
        await using var server = await HttpServer.StartAsync(TokenRegistry(context => Own(context), _ => false, token));
        using var client = Some.Client(Some.Endpoint(server.Url, Some.Login));

        Assert.Equal(code, (await RefusedAsync(client)).Code);
    }

    [Fact]
    public async Task SendAsync_AnyFailure_NamesNoSecret()
    {
        await using var server = await HttpServer.StartAsync(TokenRegistry(context => Own(context), _ => false));
        using var client = Some.Client(Some.Endpoint(server.Url, Some.Login) with { TrustedRealm = new Uri(server.Url, "/elsewhere?key=hidden") });

        var text = (await RefusedAsync(client)).ToString() + Some.Login;

        Assert.DoesNotContain(Some.Login.Password, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Some.Login.Password)), text, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
    }
}
