using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory;
using static Roadstead.Server.Tests.PullIdentities.AtRegistries.RobotWorld;

namespace Roadstead.Server.Tests.PullIdentities.AtRegistries;

/// <summary>An Artifactory's tokens as pull identities, with real clients.</summary>
public sealed class TokenTests
{
    private static readonly string[] Everything = ["alpha/app", "beta/app", "beta/part/app", "open/pub", "open/secret/app", "all/app", "all/secret/app"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("6.23.41")]
    [InlineData("7.90.5")]
    public async Task Namespaces_PullByTheirOwnToken_WhatIsBoundAndPublic_AndNothingElse(string version)
    {
        await using var world = await TokenWorld.StartAsync(new FakeArtifactorySettings { Version = version });
        Assert.DoesNotContain(world.There(), name => world.Fake.Groups.Any(group => group.Name == name));

        // What is private inside something public is an exception.
        await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/hub/spaces", new { name = "open/secret", visibility = "private" });
        await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/hub/spaces", new { name = "beta/part", visibility = "private" });
        await world.SetAsync("open", "public");
        await world.HoldsAsync("team");
        await world.HoldsAsync("other");
        Assert.Equal("open/pub", await world.PullsAsync("team", Everything));
        Assert.NotEqual(await world.LoginAsync("team"), await world.LoginAsync("other"));

        await world.BindAsync("team", "alpha", "beta/part", "all");
        await world.IsAsync("alpha", "team", "ready");
        await world.IsAsync("beta/part", "team", "ready");
        Assert.Equal("alpha/app beta/part/app open/pub all/app", await world.PullsAsync("team", Everything));
        Assert.Equal("open/pub", await world.PullsAsync("other", Everything));
        Assert.Equal("", await world.PullsAsync((JsonNode?)null, Everything));

        // With the next request at the registry; the token is the same.
        var held = await world.ConfigAsync("team");
        await world.UnbindAsync("team", "beta/part");
        await world.IsAsync("beta/part", "team", null);
        Assert.Equal("alpha/app open/pub", await world.PullsAsync(held, "alpha/app", "beta/part/app", "open/pub"));

        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/registries/hub");
        await Eventually.TrueAsync(() => world.There().Length == 0, "nothing is left at the registry", Cancellation);
        await Eventually.TrueAsync(async () => (await world.Host.Admin.GetOkAsync("/api/v1/leaving-registries"))["items"]!.AsArray().Count == 0, "the registry is left", Cancellation);
        Assert.Null(await world.LoginAsync("team"));
        Assert.Equal("", await world.PullsAsync(held, "alpha/app"));
    }

    [Fact]
    public async Task Bind_AndUnbind_AreOneCall_AndAPublicSpaceOneForEachAccount()
    {
        await using var world = await TokenWorld.StartAsync("7.90.5");
        await world.BindAsync("team", "alpha");
        await world.HoldsAsync("team");
        var login = await world.LoginAsync("team");

        await CallsAsync(() => world.BindAsync("team", "beta"), ["alpha,beta **"], "PUT /api/v2/security/permissions/{name}");
        await CallsAsync(() => world.UnbindAsync("team", "alpha"), ["beta **"], "PUT /api/v2/security/permissions/{name}");
        await CallsAsync(() => world.UnbindAsync("team", "beta"), [], "DELETE /api/v2/security/permissions/{name}");
        await Eventually.TrueAsync(async () => await world.LoginAsync("team") is null, "nothing is handed out", Cancellation);
        await CallsAsync(() => world.BindAsync("team", "beta"), ["beta **"], "PUT /api/v2/security/permissions/{name}");
        await Eventually.TrueAsync(async () => await world.LoginAsync("team") == login, "the same is handed out again", Cancellation);

        await world.BindAsync("other", "alpha");
        await world.HoldsAsync("other");
        await CallsAsync(() => world.SetAsync("open", "public"), ["alpha,open **", "beta,open **"], "PUT /api/v2/security/permissions/{name}", "PUT /api/v2/security/permissions/{name}");
        await CallsAsync(() => world.SetAsync("open", "private"), ["alpha **", "beta **"], "PUT /api/v2/security/permissions/{name}", "PUT /api/v2/security/permissions/{name}");

        // A part that is closed where something is open needs a target of its own, made before the other one shrinks.
        await CallsAsync(
            () => world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/hub/spaces", new { name = "beta/part", visibility = "private" }),
            ["alpha **", "beta ** !part/**"], "PUT /api/v2/security/permissions/{name}", "DELETE /api/v2/security/permissions/{name}");

        async Task CallsAsync(Func<Task> change, string[] targets, params string[] calls)
        {
            var before = world.Fake.Calls.Count;
            await change();
            await Eventually.TrueAsync(() => world.Targets().SequenceEqual(targets) && world.WritesSince(before).Length >= calls.Length, $"the targets are {string.Join("; ", targets)}, and not {string.Join("; ", world.Targets())}", Cancellation);
            Assert.Equal(calls, world.WritesSince(before));
        }
    }

    [Fact]
    public async Task SubdomainHosts_AreWrittenOneByOne_ForClientsThatReadNoOther()
    {
        await using var world = await TokenWorld.StartAsync(new FakeArtifactorySettings { WithStorage = false }, null, "*.art.example.com", "art.example.com:5001=beta");
        await world.SetAsync("open", "public");
        await world.BindAsync("team", "alpha", "all");
        await world.HoldsAsync("other");

        // An account that begins with what is public is given what is bound a moment later.
        List<string> keys = [];
        await Eventually.TrueAsync(
            async () => new[] { "alpha.art.example.com", "open.art.example.com", "all.art.example.com", world.Fake.Host }
                .All((keys = [.. (await world.ConfigAsync("team"))?["auths"]?.AsObject().Select(entry => entry.Key) ?? []]).Contains),
            "the hosts of all are written",
            Cancellation);
        Assert.DoesNotContain("*.art.example.com", keys);
        Assert.DoesNotContain("beta.art.example.com", keys);
        Assert.DoesNotContain("alpha.art.example.com", (await world.ConfigAsync("other"))!["auths"]!.AsObject().Select(entry => entry.Key));
    }

    [Fact]
    public async Task Identities_AreListed_AndExplainTellsOfThem()
    {
        await using var world = await TokenWorld.StartAsync("7.90.5");
        await world.SetAsync("open", "public");
        await world.BindAsync("team", "alpha", "all");
        await world.IsAsync("alpha", "team", "ready");
        await world.IsAsync("all", "team", "ready");
        await world.HoldsAsync("other");

        var identity = (await IdentitiesAsync(world.Host, "hub")).Single(one => (string?)one!["workspace"] == "team")!;
        Assert.Equal(("solo", "ready"), ((string?)identity["cluster"], (string?)identity["state"]));
        Assert.Equal(["alpha", "open"], identity["spaces"]!.AsArray().Select(space => (string?)space));
        Assert.InRange(DateTimeOffset.Parse((string)identity["expiresAt"]!, System.Globalization.CultureInfo.InvariantCulture), TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(89), TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(91));

        Assert.Equal([true, true, true, false], [await StepAsync("team", "alpha/app"), await StepAsync("team", "open/pub"), await StepAsync("team", "all/app"), await StepAsync("team", "beta/app")]);
        Assert.Equal([true, false, false], [await StepAsync("other", "open/pub"), await StepAsync("other", "alpha/app"), await StepAsync("nobody", "open/pub")]);

        async Task<bool?> StepAsync(string ns, string image) =>
            (await world.Host.Admin.GetOkAsync($"/api/v1/access?cluster=solo&namespace={ns}&image={world.Fake.Host}/{image}:1"))["steps"]!.AsArray().Single(step => (string?)step!["check"] == "identity")!["ok"]?.GetValue<bool>();
    }

    [Fact]
    public async Task WorkspacesOwnArtifactory_IsPulledWholeByItsOwnToken_AlsoWhatComesLater_AndByNoOtherWorkspace()
    {
        await using var world = new TokenWorld(await TokenWorld.StartServerAsync(null), await TokenWorld.FakeAsync(new FakeArtifactorySettings { WithStorage = false }));
        var registry = await world.Host.Admin.SendOkAsync(
            HttpMethod.Post, "/api/v1/workspaces/team/registries", new { name = "own", type = "artifactory", url = world.Fake.Url.ToString(), username = world.Fake.Admin.Username, password = world.Fake.Admin.Password });
        Assert.Equal("scoped-token", (string?)registry["delivery"]);
        await world.HoldsAsync("team");
        Assert.Equal(string.Join(' ', Everything), await world.PullsAsync("team", Everything));
        Assert.Equal("", await world.PullsAsync("other", "alpha/app"));
        Assert.Null(await world.LoginAsync("other"));
        var identity = Assert.Single((await world.Host.Admin.GetOkAsync("/api/v1/workspaces/team/registries/own/identities"))["items"]!.AsArray())!;
        Assert.Equal(("team", "solo", "ready"), ((string?)identity["workspace"], (string?)identity["cluster"], (string?)identity["state"]));
        var explained = await world.Host.Admin.GetOkAsync($"/api/v1/access?cluster=solo&namespace=team&image={world.Fake.Host}/alpha/app:1");
        Assert.Equal((true, "workspace-registry", true), ((bool?)explained["allowed"], (string?)explained["reason"], explained["steps"]!.AsArray().Single(step => (string?)step!["check"] == "identity")!["ok"]?.GetValue<bool>()));

        // A repository more is given with the next look; nothing but images is.
        world.Fake.AddLocal("maven", "maven");
        world.Fake.AddRepository("later/app", "1");
        await Eventually.TrueAsync(async () => await world.PullsAsync("team", "later/app") == "later/app", "what comes later is pulled", Cancellation);
        Assert.Equal(["alpha,beta,later,open **"], world.Targets());

        await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces/team/registries/own/identities/rotate");
        await world.HoldsAsync("team", 2);
        Assert.Equal("alpha/app", await world.PullsAsync("team", "alpha/app"));
        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/workspaces/team/registries/own");
        await Eventually.TrueAsync(() => world.There().Length == 0, "nothing is left at the registry", Cancellation);
    }

    [Theory]
    [InlineData(ArtifactoryEdition.Jcr, true)]
    [InlineData(ArtifactoryEdition.Jcr, false)]
    public async Task WhereNoTokensCanBeMade_TheGatewayServes(ArtifactoryEdition edition, bool isPlatform)
    {
        await using var fake = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { Edition = edition, WithStorage = false });
        fake.AddRepository("alpha/app", "1");
        await using var host = await TokenWorld.StartServerAsync(null);
        var path = isPlatform ? "/api/v1/registries" : "/api/v1/workspaces/team/registries";

        var registry = await host.Admin.SendOkAsync(HttpMethod.Post, path, new { name = "hub", type = "artifactory", url = fake.Url.ToString(), username = fake.Admin.Username, password = fake.Admin.Password });

        Assert.Equal("gateway", (string?)registry["delivery"]);
        using var refused = await host.Admin.PatchAsJsonAsync($"{path}/hub", new { delivery = "scoped-token" }, Cancellation);
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("gateway", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }
}
