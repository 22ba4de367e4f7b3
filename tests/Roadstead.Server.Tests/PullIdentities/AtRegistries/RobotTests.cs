using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Server.Tests.PullSecrets;
using Roadstead.Testing;
using static Roadstead.Server.Tests.PullIdentities.AtRegistries.RobotHarbor;
using static Roadstead.Server.Tests.PullIdentities.AtRegistries.RobotWorld;

namespace Roadstead.Server.Tests.PullIdentities.AtRegistries;

/// <summary>A Harbor's robots as pull identities, with real clients and a real API server.</summary>
public sealed class RobotTests(RobotWorld world) : IClassFixture<RobotWorld>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2.9.5")]
    [InlineData("2.15.2")]
    public async Task Bound_OneRobotPullsExactlyThat_WithTheSecretOfEachNamespace_UntilUnbound(string version)
    {
        var name = Name("exact", version);
        await using var harbor = await StartAsync(version);
        await IntegrateAsync(world.Host, name, harbor);
        var namespaces = await world.JoinAsync(name, 3);
        Assert.Empty(await harbor.RobotsAsync());

        await BindAsync(world.Host, name, name, "alpha", "beta");
        await HasStateAsync(world.Host, name, "alpha", name, "ready");
        await HasStateAsync(world.Host, name, "beta", name, "ready");
        Assert.Equal(Pull("alpha", "beta"), await harbor.RightsAsync());
        await world.HoldAsync(harbor, namespaces);
        foreach (var ns in namespaces)
        {
            Assert.True(await PullsAsync(harbor, ns, "alpha"), $"{ns} pulls alpha");
            Assert.False(await PullsAsync(harbor, ns, "gamma"), $"{ns} pulls gamma");
        }

        Assert.True(await PullsAsync(harbor, namespaces[0], "open"));

        // Admission is off: the identity is renewed besides.
        await UnbindAsync(world.Host, name, name, "alpha");
        await HasStateAsync(world.Host, name, "alpha", name, null);
        await Eventually.TrueAsync(async () => await harbor.RightsAsync() is { } rights && rights.SequenceEqual(Pull("beta")), "the robot pulls beta alone", Cancellation);
        await world.HoldAsync(harbor, namespaces, generation: 2);
        Assert.False(await PullsAsync(harbor, namespaces[0], "alpha"));
        Assert.True(await PullsAsync(harbor, namespaces[2], "beta"));

        var last = await world.ConfigAsync(namespaces[1]);
        await UnbindAsync(world.Host, name, name, "beta");
        await Eventually.TrueAsync(async () => (await harbor.RobotsAsync()).All(robot => robot["disable"]!.GetValue<bool>()), "the robot is closed", Cancellation);
        Assert.False(await PullsAsync(harbor, last, "beta"));
        await Eventually.TrueAsync(async () => await world.LoginAsync(namespaces[1], harbor.Host) is null, "the key is gone", Cancellation);
        Assert.True(await PullsAsync(harbor, namespaces[1], "open"), "what is public is pulled anonymously again");

        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/registries/{name}");
        await Eventually.TrueAsync(async () => (await harbor.RobotsAsync()).Count == 0, "nothing is left at the registry", Cancellation);
        await Eventually.TrueAsync(async () => (await world.Host.Admin.GetOkAsync("/api/v1/leaving-registries"))["items"]!.AsArray().All(left => (string?)left!["name"] != name), "the registry is left", Cancellation);
    }

    [Fact]
    public async Task Rotate_ThreeTimes_While500PullsFromNothingRun_FailsNone()
    {
        const string name = "five-hundred";
        await using var harbor = await StartAsync("2.15.2");
        await IntegrateAsync(world.Host, name, harbor);
        var namespaces = await world.JoinAsync(name, 3);
        await BindAsync(world.Host, name, name, "alpha", "beta");
        await world.HoldAsync(harbor, namespaces);
        var copied = await world.ConfigAsync(namespaces[0]);

        using var puller = new WholePulls(world, harbor);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var pulls = Task.WhenAll(Enumerable.Range(0, 6).Select(i => puller.RunAsync(namespaces[i % 3], i % 2 == 0 ? "alpha" : "beta", enough.Token)));
        for (var generation = 2; generation <= 4; generation++)
        {
            var pulled = puller.Good;
            await world.Host.Admin.SendOkAsync(HttpMethod.Post, $"/api/v1/registries/{name}/identities/rotate");
            await Eventually.TrueAsync(
                async () => await IdentitiesAsync(world.Host, name) is [{ } only] && only["generation"]!.GetValue<int>() == generation && (string?)only["state"] == "ready", $"generation {generation} is the only one", Cancellation);
            Assert.Single(await harbor.RobotsAsync());
            await Eventually.TrueAsync(() => puller.Good > pulled + 20, "pulls go on", Cancellation);
        }

        await Eventually.TrueAsync(() => puller.Good >= 500, "500 pulls", Cancellation, TimeSpan.FromMinutes(2));
        await enough.CancelAsync();
        await pulls;
        Assert.Equal("", string.Join('\n', puller.Bad));
        Assert.False(await PullsAsync(harbor, copied, "alpha"), "a copied secret of before is dead");
        Assert.True(await PullsAsync(harbor, namespaces[0], "alpha"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{puller.Good} whole pulls, {puller.Bad.Count} failed.");
    }

    [Fact]
    public async Task Bind_IsOneCall_AndWritesNoSecret()
    {
        const string name = "one-call";
        await using var harbor = await StartAsync("2.15.2");
        await IntegrateAsync(world.Host, name, harbor);
        var namespaces = await world.JoinAsync(name, 3);
        await BindAsync(world.Host, name, name, "alpha");
        await world.HoldAsync(harbor, namespaces);
        var secret = await world.Cluster.Admin.FindAsync(PullSecretWorld.SecretPath(namespaces[0]), Cancellation);

        var before = harbor.Writes();
        await BindAsync(world.Host, name, name, "beta");
        await HasStateAsync(world.Host, name, "beta", name, "ready");
        Assert.Equal(["PUT /robots/{robot_id}"], harbor.Writes().Skip(before.Length));

        // Many at once are one call as well.
        before = harbor.Writes();
        await Task.WhenAll(BindAsync(world.Host, name, name, "gamma"), BindAsync(world.Host, name, name, "delta"));
        await HasStateAsync(world.Host, name, "gamma", name, "ready");
        await HasStateAsync(world.Host, name, "delta", name, "ready");
        Assert.InRange(harbor.Writes().Length - before.Length, 1, 2);
        Assert.Equal(Pull(RobotHarbor.Projects), await harbor.RightsAsync());
        Assert.Equal(PullSecretWorld.Version(secret), PullSecretWorld.Version(await world.Cluster.Admin.FindAsync(PullSecretWorld.SecretPath(namespaces[0]), Cancellation)));
    }

    // In a cluster where nothing runs that an unbind would have to take the image from: there the identity is renewed besides.
    [Fact]
    public async Task Unbind_IsOneCall_AndTheLastOneToo_AndTheIdentityStays()
    {
        const string name = "one-call-less";
        await using var harbor = await StartAsync("2.9.5");
        await IntegrateAsync(world.Host, name, harbor);
        await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name, kind = "standalone" });
        await world.Host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name });
        foreach (var ns in new[] { "one", "two", "three" })
            await world.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/workspaces/{name}/namespaces/{name}/{ns}");
        await BindAsync(world.Host, name, name, "alpha", "beta");
        await Eventually.TrueAsync(async () => await harbor.RightsAsync() is { } rights && rights.SequenceEqual(Pull("alpha", "beta")), "the robot pulls both", Cancellation);
        string? login = null;
        await Eventually.TrueAsync(async () => (login = await LoginAsync()) is not null, "it is handed out", Cancellation);

        await CallsAsync(() => UnbindAsync(world.Host, name, name, "beta"), async () => await harbor.RightsAsync() is { } rights && rights.SequenceEqual(Pull("alpha")));
        await CallsAsync(() => UnbindAsync(world.Host, name, name, "alpha"), async () => await harbor.RightsAsync() is null);
        await CallsAsync(() => BindAsync(world.Host, name, name, "gamma"), async () => await harbor.RightsAsync() is { } rights && rights.SequenceEqual(Pull("gamma")));
        await Eventually.TrueAsync(async () => await LoginAsync() == login, "the same is handed out again", Cancellation);

        async Task CallsAsync(Func<Task> change, Func<Task<bool>> isDone)
        {
            var before = harbor.Writes();
            await change();
            await Eventually.TrueAsync(async () => harbor.Writes().Length > before.Length && await isDone(), "the robot has the right", Cancellation);
            Assert.Equal(["PUT /robots/{robot_id}"], harbor.Writes().Skip(before.Length));
        }

        async Task<string?> LoginAsync() => Login(await world.Host.Admin.GetOkAsync($"/api/v1/namespaces/{name}/two/docker-config"), harbor.Host);
    }

    [Fact]
    public async Task NamespaceThatLeaves_MakesTheCopiedCredentialDie_AndTheOthersPullOn()
    {
        const string name = "leaver";
        await using var harbor = await StartAsync("2.15.2");
        await IntegrateAsync(world.Host, name, harbor);
        var namespaces = await world.JoinAsync(name, 2);
        await BindAsync(world.Host, name, name, "alpha");
        await world.HoldAsync(harbor, namespaces);
        var copied = await world.ConfigAsync(namespaces[0]);

        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/workspaces/{name}/namespaces/lab/{namespaces[0]}");
        await Eventually.TrueAsync(async () => !await PullsAsync(harbor, copied, "alpha"), "the copied credential is dead", Cancellation);
        await world.HoldAsync(harbor, [namespaces[1]]);
        Assert.True(await PullsAsync(harbor, namespaces[1], "alpha"));

        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/workspaces/{name}/namespaces/lab/{namespaces[1]}");
        await Eventually.TrueAsync(async () => (await harbor.RobotsAsync()).Count == 0, "with the last namespace the robot goes", Cancellation);
    }

    [Fact]
    public async Task TwoRoadsteads_AtOneHarbor_KeepToTheirOwn()
    {
        const string name = "pair";
        await using var harbor = await StartAsync("2.15.2");
        await using var other = await StartHostAsync();
        await other.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "solo", kind = "standalone" });
        await other.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name });
        await other.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/workspaces/{name}/namespaces/solo/far");
        await IntegrateAsync(world.Host, name, harbor);
        await IntegrateAsync(other, name, harbor);
        var namespaces = await world.JoinAsync(name, 1);
        await BindAsync(world.Host, name, name, "alpha");
        await world.HoldAsync(harbor, namespaces);
        var mine = (await harbor.RobotsAsync())[0]["name"]!.GetValue<string>();
        await BindAsync(other, name, name, "beta");
        await HasStateAsync(other, name, "beta", name, "ready");

        var config = await other.Admin.GetOkAsync("/api/v1/namespaces/solo/far/docker-config");
        Assert.True(await PullsAsync(harbor, config.AsObject(), "beta"));
        Assert.False(await PullsAsync(harbor, config.AsObject(), "alpha"));
        Assert.True(await PullsAsync(harbor, namespaces[0], "alpha"));
        Assert.Equal(2, (await harbor.RobotsAsync()).Count);

        await other.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/registries/{name}");
        await Eventually.TrueAsync(async () => (await harbor.RobotsAsync()).Select(robot => robot["name"]!.GetValue<string>()).SequenceEqual([mine]), "only the other one's robot is gone", Cancellation);
        Assert.True(await PullsAsync(harbor, namespaces[0], "alpha"));
    }

    [Fact]
    public async Task Identities_AreListed_AndExplainTellsOfThem()
    {
        const string name = "shown";
        await using var harbor = await StartAsync("2.15.2");
        await IntegrateAsync(world.Host, name, harbor);
        var namespaces = await world.JoinAsync(name, 1);
        await BindAsync(world.Host, name, name, "alpha");
        await world.HoldAsync(harbor, namespaces);
        await HasStateAsync(world.Host, name, "alpha", name, "ready");

        var identity = Assert.Single(await IdentitiesAsync(world.Host, name))!;
        Assert.Equal((name, "lab", null), ((string?)identity["workspace"], (string?)identity["cluster"], (string?)identity["namespace"]));
        Assert.Equal(["alpha"], identity["spaces"]!.AsArray().Select(space => (string?)space));
        Assert.InRange(DateTimeOffset.Parse((string)identity["expiresAt"]!, System.Globalization.CultureInfo.InvariantCulture), TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(89), TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(91));
        Assert.Null(identity["rotatedAt"]);


        // What Roadstead sees of the secret comes by its watch.
        await Eventually.TrueAsync(
            async () => await world.Host.Admin.GetOkAsync($"/api/v1/access?cluster=lab&namespace={namespaces[0]}&image={harbor.Host}/alpha/app:1") is var bound && (Step(bound, "identity"), Step(bound, "secret")) == (true, true),
            "identity and secret are there",
            Cancellation);
        var unbound = await world.Host.Admin.GetOkAsync($"/api/v1/access?cluster=lab&namespace={namespaces[0]}&image={harbor.Host}/gamma/app:1");
        Assert.False(Step(unbound, "identity"));
    }

    private static bool? Step(JsonNode explained, string check) => explained["steps"]!.AsArray().Single(step => (string?)step!["check"] == check)!["ok"]?.GetValue<bool>();

    private static string Name(string what, string version) => $"{what}-{version.Replace('.', '-')}";

    private async Task<bool> PullsAsync(RobotHarbor harbor, string ns, string project) => await PullsAsync(harbor, await world.ConfigAsync(ns), project);

    private static async Task<bool> PullsAsync(RobotHarbor harbor, JsonObject? config, string project)
    {
        using var skopeo = new SkopeoClient();
        return (await skopeo.PullAsync($"{harbor.Host}/{project}/app:1", config?.ToJsonString(), Cancellation)).IsPulled;
    }
}
