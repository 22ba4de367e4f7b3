using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Registries.Distribution;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Registries;

/// <summary>Health with short intervals: what the board says, and what the registries are asked.</summary>
public sealed class HealthTests
{
    private static readonly Dictionary<string, string?> Often = new()
    {
        ["RegistryHealth:CheapInterval"] = "00:00:01",
        ["RegistryHealth:FullInterval"] = "00:00:01",
        ["RegistryHealth:Jitter"] = "0",
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_RegistryThatFailsAndComesBack_SaysSinceWhen()
    {
        await using var host = await RoadsteadHost.StartAsync(Often);
        var down = false;
        await using var server = await HttpServer.StartAsync(context =>
        {
            if (!down)
                return FakeRegistry.Open(context);
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        var integrated = await host.Admin.IntegrateAsync(RegistryCalls.Body("flaky", server.Url));

        down = true;
        JsonNode failing = integrated;

        // A check that had begun before finds it failing at something else.
        await UntilAsync(host, "flaky", registry => (string?)(failing = registry)["status"] == "unhealthy" && (string?)registry.Signal("product")["reason"] == "server-error");
        Assert.True((DateTimeOffset)failing.Signal("product")["changedAt"]! > (DateTimeOffset)integrated.Signal("product")["changedAt"]!);
        Assert.Equal((DateTimeOffset)failing.Signal("reachable")["changedAt"]!, (DateTimeOffset)integrated.Signal("reachable")["changedAt"]!);

        down = false;
        await UntilAsync(host, "flaky", registry => (string?)registry["status"] == "healthy");
    }

    [Fact]
    public async Task Health_RegistryThatIsUpgraded_TellsItsNewVersion()
    {
        await using var host = await RoadsteadHost.StartAsync(Often);
        var upgraded = false;
        await using var server = await HttpServer.StartAsync(context =>
        {
            // The one thing by which the two generations can be told apart.
            if (!upgraded || context.Request.Query["n"] != "x")
                return FakeRegistry.Open(context);
            context.Response.StatusCode = 400;
            return Task.CompletedTask;
        });
        Assert.Equal("2.x", (string?)(await host.Admin.IntegrateAsync(RegistryCalls.Body("growing", server.Url)))["version"]);

        upgraded = true;

        await UntilAsync(host, "growing", registry => (string?)registry["version"] == "3.x");
    }

    [Fact]
    public async Task Health_AfterARestart_IsUnhealthySinceBefore()
    {
        using var data = new TempDirectory();
        string changedAt;
        var server = await HttpServer.StartAsync(FakeRegistry.Open);
        await using (var host = await RoadsteadHost.StartAsync(Often, data.Path))
        {
            await host.Admin.IntegrateAsync(RegistryCalls.Body("dead", server.Url));
            await server.DisposeAsync();

            // By the second check that finds it so, the first is stored.
            await UntilAsync(
                host, "dead", registry => registry.Signal("reachable") is var signal && (string?)signal["reason"] == "connection-refused" && (DateTimeOffset)signal["checkedAt"]! > (DateTimeOffset)signal["changedAt"]!);
            changedAt = (string)(await host.Admin.GetOkAsync(RegistryCalls.Path(null, "dead"))).Signal("reachable")["changedAt"]!;
        }

        await using var again = await RoadsteadHost.StartAsync(Often, data.Path);
        await UntilAsync(
            again, "dead", registry => (string?)registry["status"] == "unhealthy" && registry.Signal("reachable") is var signal && (DateTimeOffset)signal["checkedAt"]! > (DateTimeOffset)signal["changedAt"]!);

        var after = (await again.Admin.GetOkAsync(RegistryCalls.Path(null, "dead"))).Signal("reachable");
        Assert.Equal(changedAt, (string?)after["changedAt"]);
    }

    [Fact]
    public async Task Health_RefusedLogin_IsNotTriedAgainUntilSomebodyAsks()
    {
        using var data = new TempDirectory();
        var right = FakeRegistry.Password;
        await using var server = await HttpServer.StartAsync(context => FakeRegistry.Locked(context, (_, password) => password == right));
        int Wrong() => server.Requests.Count(request => request.Authorization == Basic(FakeRegistry.Username, FakeRegistry.Password));
        int tried;
        await using (var host = await RoadsteadHost.StartAsync(Often, data.Path))
        {
            await host.Admin.IntegrateAsync(RegistryCalls.Body("locked", server.Url, FakeRegistry.Username, FakeRegistry.Password));
            await Eventually.TrueAsync(
                async () => (string?)(await host.Admin.GetOkAsync("/api/v1/registries/locked/overview"))["index"]!["state"] == "ready", "it is crawled, for which one signs in as well", Cancelled);
            right = "changed-there";
            await UntilAsync(host, "locked", registry => (string?)registry.Signal("login")["reason"] == "credentials-rejected");
            tried = Wrong();
            await SeveralChecksAsync(host, "locked");
            Assert.Equal(tried, Wrong());

            var asked = await host.Admin.SendOkAsync(HttpMethod.Post, RegistryCalls.Path(null, "locked") + "/check");
            Assert.Equal("credentials-rejected", (string?)asked.Signal("login")["reason"]);
            Assert.Equal(tried + 1, Wrong());
        }

        // A server that starts again and again must not lock the account either.
        await using (var host = await RoadsteadHost.StartAsync(Often, data.Path))
        {
            await SeveralChecksAsync(host, "locked");
            Assert.Equal(tried + 1, Wrong());
            Assert.Equal("unhealthy", (string?)(await host.Admin.GetOkAsync(RegistryCalls.Path(null, "locked")))["status"]);

            var mended = await host.Admin.SendOkAsync(HttpMethod.Patch, RegistryCalls.Path(null, "locked"), new { password = "changed-there" });
            Assert.Equal("healthy", (string?)mended["status"]);
        }
    }

    [Fact]
    public async Task Health_RegistryThatNeverAnswers_DelaysNobody()
    {
        // No check of the slow one ends by itself before the test does.
        var patience = TimeSpan.FromMinutes(2);
        await using var host = await RoadsteadHost.StartAsync(
            new Dictionary<string, string?>(Often) { ["RegistryHealth:Deadline"] = patience.ToString() },
            configure: builder => builder.Services.AddSingleton(new DistributionOptions { AnswerTimeout = patience, CheckTimeout = patience }));
        var hangs = false;
        var (waiting, ended) = (0, 0);
        await using var slow = await HttpServer.StartAsync(async context =>
        {
            if (!hangs)
            {
                await FakeRegistry.Open(context);
                return;
            }

            Interlocked.Increment(ref waiting);
            context.RequestAborted.Register(() => Interlocked.Increment(ref ended));
            await FakeRegistry.Hangs(context);
        });
        await using var quick = await HttpServer.StartAsync(FakeRegistry.Open);
        await host.Admin.IntegrateAsync(RegistryCalls.Body("slow", slow.Url));
        await host.Admin.IntegrateAsync(RegistryCalls.Body("quick", quick.Url));
        hangs = true;
        await Eventually.TrueAsync(() => Volatile.Read(ref waiting) > 0, "a check of the slow registry waits", Cancelled);

        await SeveralChecksAsync(host, "quick");
        await host.Admin.GetOkAsync("/api/v1/registries");
        await host.Admin.SendOkAsync(HttpMethod.Patch, RegistryCalls.Path(null, "slow"), new { displayName = "Slow" });

        // All of that happened while the first check of the slow one still waited.
        Assert.Equal(0, Volatile.Read(ref ended));
    }

    private static async Task SeveralChecksAsync(RoadsteadHost host, string registry)
    {
        for (var i = 0; i < 3; i++)
        {
            var last = (string?)(await host.Admin.GetOkAsync(RegistryCalls.Path(null, registry))).Signal("reachable")["checkedAt"];
            await UntilAsync(host, registry, now => (string?)now.Signal("reachable")["checkedAt"] != last);
        }
    }

    private static Task UntilAsync(RoadsteadHost host, string registry, Func<JsonNode, bool> condition) =>
        Eventually.TrueAsync(async () => condition(await host.Admin.GetOkAsync(RegistryCalls.Path(null, registry))), $"the registry '{registry}' is as expected", Cancelled);

    private static string Basic(string username, string password) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}"));
}
