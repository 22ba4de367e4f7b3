using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Storage;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Gateway;

public sealed class GatewayAccessTests(DoorsWorld world) : IClassFixture<DoorsWorld>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Version_WithoutCredentials_NamesTheTokenService()
    {
        using var answer = await world.AskAsync("/v2/");

        await answer.AssertErrorAsync(HttpStatusCode.Unauthorized, "UNAUTHORIZED");
        Assert.Equal($"Bearer realm=\"{world.Host.Url}token\",service=\"{world.Host.GatewayHost}\"", answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task Version_WithAnonymousTokenOrLogin_IsFine()
    {
        using var anonymous = await world.AskAsync("/v2/", bearer: await world.TokenAsync(null));
        using var byLogin = await world.AskAsync("/v2/", world.Blue);

        Assert.Equal(HttpStatusCode.OK, anonymous.StatusCode);
        Assert.Equal(HttpStatusCode.OK, byLogin.StatusCode);
        Assert.Equal("registry/2.0", byLogin.Header("Docker-Distribution-Api-Version"));
    }

    [Fact]
    public async Task Manifest_BoundNamespace_GetsTheRegistrysOwnBytes()
    {
        using var byTag = await world.AskAsync("/v2/vault/team-a/app/manifests/v1", world.Blue);
        using var byDigest = await world.AskAsync($"/v2/vault/team-a/app/manifests/{world.Private.Digest}", bearer: await world.TokenAsync(world.Blue));

        foreach (var answer in new[] { byTag, byDigest })
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(world.Private.Digest, answer.Header("Docker-Content-Digest"));
            Assert.Equal(TestImages.OciManifest, answer.Header("Content-Type"));
            Assert.Equal(world.Private.Digest, TestImages.DigestOf(await answer.Content.ReadAsByteArrayAsync(Cancellation)));
        }
    }

    [Fact]
    public async Task Manifest_UnboundNamespace_IsDeniedWithTheRuleAndTheRemedy()
    {
        using var answer = await world.AskAsync("/v2/vault/team-a/app/manifests/v1", world.Red);

        var message = await answer.AssertErrorAsync(HttpStatusCode.Forbidden, "DENIED");
        Assert.Contains("'team-a'", message, StringComparison.Ordinal);
        Assert.Contains("'red'", message, StringComparison.Ordinal);
        Assert.Contains("bind", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v2/vault/team-a/app/manifests/v1")]
    [InlineData("/v2/vault/no-such/app/manifests/v1")]
    [InlineData("/v2/nothing/at/all/manifests/v1")]
    [InlineData("/v2/w/blue/own/app/tags/list")]
    public async Task AnyRepository_Anonymously_IsAskedToSignInWhetherItExistsOrNot(string path)
    {
        using var answer = await world.AskAsync(path);

        var message = await answer.AssertErrorAsync(HttpStatusCode.Unauthorized, "UNAUTHORIZED");
        Assert.DoesNotContain("team-a", message, StringComparison.Ordinal);
        var name = path["/v2/".Length..].Replace("/manifests/v1", "", StringComparison.Ordinal).Replace("/tags/list", "", StringComparison.Ordinal);
        Assert.Contains($",scope=\"repository:{name}:pull\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifest_PublicSpace_NeedsNoAccount()
    {
        using var bare = await world.AskAsync("/v2/vault/open/app/manifests/v1");
        using var withToken = await world.AskAsync("/v2/vault/open/app/manifests/v1", bearer: await world.TokenAsync(null));
        using var asOther = await world.AskAsync("/v2/vault/open/app/manifests/v1", world.Red);

        Assert.All([bare, withToken, asOther], answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task Manifest_NeighbourOfThePrefix_IsNotOpened()
    {
        using var neighbour = await world.AskAsync("/v2/vault/team-ab/app/manifests/v1", world.Blue);

        // It is in the private root, to which nobody is bound.
        await neighbour.AssertErrorAsync(HttpStatusCode.Forbidden, "DENIED");
    }

    [Fact]
    public async Task Blob_OfAPrivateImage_IsDecidedOnToo()
    {
        var blob = world.Private.Blobs.Keys.First();
        using var bound = await world.AskAsync($"/v2/vault/team-a/app/blobs/{blob}", world.Blue);
        using var unbound = await world.AskAsync($"/v2/vault/team-a/app/blobs/{blob}", world.Red);
        using var throughPublic = await world.AskAsync($"/v2/vault/open/app/blobs/{blob}", world.Red);

        Assert.Equal(HttpStatusCode.OK, bound.StatusCode);
        await unbound.AssertErrorAsync(HttpStatusCode.Forbidden, "DENIED");
        await throughPublic.AssertErrorAsync(HttpStatusCode.NotFound, "BLOB_UNKNOWN");
    }

    [Fact]
    public async Task Login_WithAWrongSecret_IsRefusedAndChallenged()
    {
        using var wrong = await world.AskAsync("/v2/vault/open/app/manifests/v1", world.Blue with { Secret = world.Red.Secret });
        using var garbage = await world.AskAsync("/v2/vault/open/app/manifests/v1", bearer: "not.a.token");

        await wrong.AssertErrorAsync(HttpStatusCode.Unauthorized, "UNAUTHORIZED");
        await garbage.AssertErrorAsync(HttpStatusCode.Unauthorized, "UNAUTHORIZED");
        Assert.Contains("error=\"invalid_token\"", garbage.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_PullByApiTokenWhatTheirWorkspacesMayPull_AndNeverByPassword()
    {
        using var client = await world.Host.UserAsync("ada", "blue");
        var login = new DoorsWorld.Login("ada", await world.Host.TokenAsync("ada", "password of ada"));

        using var member = await world.AskAsync("/v2/vault/team-a/app/manifests/v1", login);
        using var byBearer = await world.AskAsync("/v2/vault/team-a/app/manifests/v1", bearer: await world.TokenAsync(login));
        using var outside = await world.AskAsync("/v2/vault/team-ab/app/manifests/v1", login);
        using var byPassword = await world.AskAsync("/v2/vault/open/app/manifests/v1", new DoorsWorld.Login("ada", "password of ada"));
        using var asSomebodyElse = await world.AskAsync("/v2/", login with { User = "admin" });

        Assert.Equal(HttpStatusCode.OK, member.StatusCode);
        Assert.Equal(HttpStatusCode.OK, byBearer.StatusCode);
        await outside.AssertErrorAsync(HttpStatusCode.Forbidden, "DENIED");
        await byPassword.AssertErrorAsync(HttpStatusCode.Unauthorized, "UNAUTHORIZED");
        await asSomebodyElse.AssertErrorAsync(HttpStatusCode.Unauthorized, "UNAUTHORIZED");
    }

    [Fact]
    public async Task ApiToken_ThatWasDeleted_EndsTheTokensMadeFromIt()
    {
        using var client = await world.Host.UserAsync("eve", "blue");
        var made = await client.SendOkAsync(HttpMethod.Post, "/api/v1/tokens", new { name = "laptop", expiresInDays = 1 });
        var bearer = await world.TokenAsync(new DoorsWorld.Login("eve", made["token"]!.GetValue<string>()));
        await client.SendOkAsync(HttpMethod.Delete, $"/api/v1/tokens/{made["id"]}");

        using var answer = await world.AskAsync("/v2/vault/team-a/app/manifests/v1", bearer: bearer);

        await answer.AssertErrorAsync(HttpStatusCode.Unauthorized, "UNAUTHORIZED");
    }

    [Fact]
    public async Task UpstreamLogin_IsInNoAnswerAndNoLogLine()
    {
        using var found = await world.AskAsync("/v2/vault/team-a/app/manifests/v1", world.Blue);
        using var absent = await world.AskAsync("/v2/vault/team-a/app/manifests/v9", world.Blue);
        await absent.AssertErrorAsync(HttpStatusCode.NotFound, "MANIFEST_UNKNOWN");

        var told = string.Join('\n', [found.ToString(), absent.ToString(), .. world.Host.Logs.Lines]);
        Assert.DoesNotContain(DoorsWorld.UpstreamPassword, told, StringComparison.Ordinal);
        Assert.DoesNotContain(new DoorsWorld.Login(DoorsWorld.UpstreamUser, DoorsWorld.UpstreamPassword).Encoded, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pull_is_counted_once_and_finishes_the_registrys_quick_start()
    {
        var counted = await world.WorkspaceAsync("counted");
        await world.BindAsync(world.TeamA, "counted");
        using (await world.AskAsync("/v2/vault/team-a/app/manifests/v1", counted, method: HttpMethod.Head))
        using (await world.AskAsync("/v2/vault/team-a/app/manifests/v1", counted))
        {
            await Eventually.TrueAsync(async () => await PullsAsync() == 1, "the pull is counted", Cancellation);
        }

        var steps = (await world.Host.Admin.GetOkAsync("/api/v1/registries/vault/overview"))["quickStart"]!.AsArray();
        Assert.True((bool)steps.Single(step => (string?)step!["step"] == "create-application")!["done"]!);

        async Task<long> PullsAsync()
        {
            await using var db = await world.Host.Services.GetRequiredService<IDbContextFactory<RoadsteadDb>>().CreateDbContextAsync(Cancellation);
            return await db.AccessCounts.Where(count => count.Namespace == "counted" && count.Reason == "bound").SumAsync(count => count.Count, Cancellation);
        }
    }
}
