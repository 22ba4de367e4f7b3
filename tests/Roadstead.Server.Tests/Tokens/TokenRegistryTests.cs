using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Registries.Connections;
using Roadstead.Server.Storage;
using Roadstead.Server.Tests.Gateway;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Tokens;

/// <summary>A real Docker Registry that trusts Roadstead's token service, and enforces its tokens itself.</summary>
public sealed class TokenRegistryTests(TokenRegistryTests.World world) : IClassFixture<TokenRegistryTests.World>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Registry_IsDeliveredByTheTokenService()
    {
        var registry = await world.Host.Admin.GetOkAsync("/api/v1/registries/trusting");

        Assert.Equal("token-service", registry["delivery"]!.GetValue<string>());
        Assert.Equal("healthy", registry["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Token_OfABoundNamespace_OpensTheSpaceAtTheRegistryItself_AndNoOther()
    {
        var token = await world.TokenAsync(world.Blue, World.Service, "repository:team-t/app:pull,push repository:team-tt/app:pull", "repository:open-t/app:pull", "registry:catalog:*");

        Assert.Equal(HttpStatusCode.OK, await world.ReadAsync("team-t/app", token));
        Assert.Equal(HttpStatusCode.OK, await world.ReadAsync("open-t/app", token));
        Assert.Equal(HttpStatusCode.Unauthorized, await world.ReadAsync("team-tt/app", token));
        Assert.Equal([("open-t/app", "pull"), ("team-t/app", "pull")], AccessOf(token));
    }

    [Fact]
    public async Task Token_OfAnUnboundNamespaceOrNobody_OpensOnlyWhatIsPublic()
    {
        var asked = new[] { "repository:team-t/app:pull", "repository:open-t/app:pull" };
        var red = await world.TokenAsync(world.Red, World.Service, asked);
        var nobody = await world.TokenAsync(null, World.Service, asked);

        foreach (var token in new[] { red, nobody })
        {
            Assert.Equal([("open-t/app", "pull")], AccessOf(token));
            Assert.Equal(HttpStatusCode.Unauthorized, await world.ReadAsync("team-t/app", token));
            Assert.Equal(HttpStatusCode.OK, await world.ReadAsync("open-t/app", token));
        }
    }

    [Fact]
    public async Task Form_AnswersAsOAuth2Does()
    {
        using var answer = await PostAsync(new() { ["grant_type"] = "password", ["service"] = World.Service, ["client_id"] = "test", ["scope"] = "repository:team-t/app:pull repository:team-tt/app:pull", ["username"] = world.Blue.User, ["password"] = world.Blue.Secret });
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("repository:team-t/app:pull", body["scope"]!.GetValue<string>());
        Assert.Equal(300, body["expires_in"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.OK, await world.ReadAsync("team-t/app", body["access_token"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Form_WithAnApiTokenAsIdentityToken_IsThatPerson()
    {
        using var client = await world.Host.UserAsync("grace", "blue");
        var token = await world.Host.TokenAsync("grace", "password of grace");

        using var answer = await PostAsync(new() { ["grant_type"] = "refresh_token", ["service"] = World.Service, ["client_id"] = "test", ["scope"] = "repository:team-t/app:pull", ["refresh_token"] = token });

        Assert.Equal("repository:team-t/app:pull", JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["scope"]!.GetValue<string>());
    }

    [Fact]
    public async Task WrongCredentials_AreTheOnlyRefusal()
    {
        using var byForm = await PostAsync(new() { ["grant_type"] = "password", ["service"] = World.Service, ["username"] = world.Blue.User, ["password"] = "wrong" });
        using var byQuery = await world.AskAsync($"/token?service={World.Service}&scope=repository:open-t/app:pull", world.Blue with { Secret = "wrong" });
        using var byPassword = await world.AskAsync($"/token?service={World.Service}", new DoorsWorld.Login("admin", RoadsteadHost.AdminPassword));
        using var unknownGrant = await PostAsync(new() { ["grant_type"] = "authorization_code", ["service"] = World.Service });
        using var unknownService = await world.AskAsync("/token?service=nobody", world.Blue);

        await byForm.AssertErrorAsync(HttpStatusCode.Unauthorized, "UNAUTHORIZED");
        await byQuery.AssertErrorAsync(HttpStatusCode.Unauthorized, "UNAUTHORIZED");
        await byPassword.AssertErrorAsync(HttpStatusCode.Unauthorized, "UNAUTHORIZED");
        await unknownGrant.AssertErrorAsync(HttpStatusCode.BadRequest, "UNSUPPORTED");
        await unknownService.AssertErrorAsync(HttpStatusCode.BadRequest, "UNSUPPORTED");
    }

    [Fact]
    public async Task TokenOfTheGateway_TellsWhatOfTheScopesIsOpen()
    {
        var asked = new[] { "repository:vault/team-a/app:pull,push repository:vault/team-ab/app:pull", "repository:vault/open/app:pull", "registry:catalog:*" };
        var blue = await world.TokenAsync(world.Blue, null, asked);
        var nobody = await world.TokenAsync(null, null, asked);

        Assert.Equal([("vault/open/app", "pull"), ("vault/team-a/app", "pull")], AccessOf(blue));
        Assert.Equal(world.Blue.User, Payload(blue)["sub"]!.GetValue<string>());
        Assert.Equal([("vault/open/app", "pull")], AccessOf(nobody));
    }

    [Fact]
    public async Task TokensAndRefusals_AreCountedByNamespaceImageAndReason()
    {
        await world.TokenAsync(world.Red, World.Service, "repository:team-t/counted:pull");
        using var refused = await world.AskAsync("/v2/vault/team-a/counted/manifests/v1", world.Red);

        await Eventually.TrueAsync(
            async () =>
            {
                await using var db = await world.Host.Services.GetRequiredService<IDbContextFactory<RoadsteadDb>>().CreateDbContextAsync(Cancellation);
                var counts = await db.AccessCounts.Where(count => count.Cluster == "lab" && count.Namespace == "red" && count.Reason == "not-bound").ToListAsync(Cancellation);
                return counts.Any(count => count.Image == $"{world.Trusting.Url.Authority}/team-t/counted")
                    && counts.Any(count => count.Image == $"{world.Host.GatewayHost}/vault/team-a/counted");
            },
            "the counts are in the store",
            Cancellation);
    }

    private static List<(string, string)> AccessOf(string token) =>
        [.. Payload(token)["access"]!.AsArray().Select(access => (access!["name"]!.GetValue<string>(), string.Join(',', access["actions"]!.AsArray()))).Order()];

    private static JsonNode Payload(string token)
    {
        var text = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        return JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='))))!;
    }

    private Task<HttpResponseMessage> PostAsync(Dictionary<string, string> form) =>
        world.Host.Anonymous.PostAsync("/token", new FormUrlEncodedContent(form), Cancellation);

    public sealed class World : DoorsWorld
    {
        public const string Service = "trusting-registry";

        public DockerRegistryProcess Trusting { get; private set; } = null!;

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            var certificates = await Host.Anonymous.GetStringAsync("/token/certificate", Cancellation);
            Trusting = await DockerRegistryProcess.StartAsync(
                new DockerRegistrySettings { TokenAuth = new DockerRegistryTokenAuth($"{Host.Url}token", Service, "roadstead", certificates) }, Cancellation);
            var sign = Host.Services.GetRequiredService<ITokenSigner>().SignerFor(Service);
            using var images = new TestImages(Trusting.Url, bearer: repository => sign([$"repository:{repository}:pull,push"]));
            foreach (var repository in new[] { "team-t/app", "team-tt/app", "open-t/app" }) await images.PushAsync(repository, "v1", cancellationToken: Cancellation);
            await PostAsync("/api/v1/registries", new { name = "trusting", type = "docker-registry", url = Trusting.Url.ToString() });
            await BindAsync(await SpaceAsync("trusting", "team-t", "private"), "blue");
            await SpaceAsync("trusting", "open-t", "public");
            await Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/trusting/check");
        }

        /// <summary>Asks the registry itself.</summary>
        public async Task<HttpStatusCode> ReadAsync(string repository, string token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Trusting.Url, $"/v2/{repository}/manifests/v1"));
            request.Headers.Authorization = new("Bearer", token);
            request.Headers.TryAddWithoutValidation("Accept", TestImages.OciManifest);
            using var answer = await Host.Anonymous.SendAsync(request, Cancellation);
            return answer.StatusCode;
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            if (Trusting is not null) await Trusting.DisposeAsync();
        }
    }
}
