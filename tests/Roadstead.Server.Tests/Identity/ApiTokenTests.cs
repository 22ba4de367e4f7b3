using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Identity;

public sealed class ApiTokenTests(SharedRoadsteadHost shared) : IClassFixture<SharedRoadsteadHost>
{
    private readonly RoadsteadHost host = shared.Host;

    [Fact]
    public async Task Create_WithPassword_AnswersWithATokenThatWorks()
    {
        using var client = host.Client(await host.TokenAsync("admin", RoadsteadHost.AdminPassword));

        var me = await client.GetOkAsync("/api/v1/me");

        Assert.Equal("admin", me["user"]!.GetValue<string>());
        Assert.Equal("admin", me["platformRole"]!.GetValue<string>());
        Assert.Empty(me["workspaces"]!.AsArray());
    }

    [Fact]
    public async Task Create_TheText_IsShownOnceAndStoredNowhere()
    {
        var made = await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/tokens", new { name = "shown-once", expiresInDays = 1 });
        var token = made["token"]!.GetValue<string>();

        var list = await host.Admin.GetOkAsync("/api/v1/tokens?limit=500");

        Assert.Matches("^rst_[A-Za-z0-9_-]{43}$", token);
        Assert.Contains("shown-once", list.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(token, list.ToJsonString(), StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(host.DataDirectory, "roadstead.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            Assert.DoesNotContain(token[4..], await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{\"name\":\"\"}")]
    [InlineData("{\"name\":\"x\",\"expiresInDays\":0}")]
    [InlineData("{\"name\":\"x\",\"expiresInDays\":3651}")]
    public async Task Create_WithBadFields_NamesThem(string body)
    {
        var problem = await host.Admin.SendRefusedAsync(HttpMethod.Post, "/api/v1/tokens", System.Text.Json.Nodes.JsonNode.Parse(body), HttpStatusCode.UnprocessableEntity, "validation-failed");

        Assert.NotEmpty(problem["errors"]!.AsObject());
    }

    [Fact]
    public async Task Create_ByAToken_EndsNoLaterThanThatToken()
    {
        using var client = host.Client(await host.TokenAsync("admin", RoadsteadHost.AdminPassword)); // a day

        var made = await client.SendOkAsync(HttpMethod.Post, "/api/v1/tokens", new { name = "longer", expiresInDays = 3650 });

        Assert.True(made["expiresAt"]!.GetValue<DateTimeOffset>() < DateTimeOffset.UtcNow.AddDays(2));
    }

    [Fact]
    public async Task Delete_OnesOwn_EndsItAtOnce_AndAnothersIsNotFound()
    {
        using var victim = host.Client(await host.TokenAsync("admin", RoadsteadHost.AdminPassword));
        var id = (await victim.SendOkAsync(HttpMethod.Post, "/api/v1/tokens", new { name = "to-delete" }))["id"]!.GetValue<string>();
        var doomed = await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/tokens", new { name = "doomed" });
        using var doomedClient = host.Client(doomed["token"]!.GetValue<string>());
        using var stranger = await host.UserAsync("token-stranger");

        await stranger.SendRefusedAsync(HttpMethod.Delete, $"/api/v1/tokens/{id}", null, HttpStatusCode.NotFound, "not-found");
        await doomedClient.GetOkAsync("/api/v1/me");
        await host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/tokens/{doomed["id"]}");

        await doomedClient.SendRefusedAsync(HttpMethod.Get, "/api/v1/me", null, HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer ")]
    [InlineData("Bearer rst_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Negotiate abc")]
    public async Task Any_WithoutAGoodToken_IsUnauthenticated(string? header)
    {
        var (status, body) = await host.Anonymous.SendAsync(HttpMethod.Get, "/api/v1/me", null, header is null ? [] : [("Authorization", header)]);

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("unauthenticated", body!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Password_OnAnyOtherRoute_IsNotTaken()
    {
        var (status, _) = await host.Anonymous.SendAsync(HttpMethod.Get, "/api/v1/me", null, ("Authorization", Basic("admin", RoadsteadHost.AdminPassword)));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
    }

    [Fact]
    public async Task LastUsedAt_AfterUse_IsTheMinute()
    {
        using var client = host.Client((await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/tokens", new { name = "used" }))["token"]!.GetValue<string>());

        await client.GetOkAsync("/api/v1/me");

        var row = (await host.Admin.GetOkAsync("/api/v1/tokens?q=used"))["items"]!.AsArray().Single()!;
        var at = row["lastUsedAt"]!.GetValue<DateTimeOffset>();
        Assert.InRange(at, DateTimeOffset.UtcNow.AddMinutes(-2), DateTimeOffset.UtcNow);
        Assert.Equal(0, at.Second);
    }

    internal static string Basic(string user, string password) =>
        new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))).ToString();
}
