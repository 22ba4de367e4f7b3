using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Testing;

namespace Roadstead.EndToEnd.Tests.Failures;

/// <summary>Five registries fall ill, each in its own way; one stays well, and nobody who asks for anything else notices.</summary>
public sealed class FailingRegistryTests(ITestOutputHelper output)
{
    private const int Rounds = 25;
    private const string Password = "the login of the registry";
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShownWithin = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, string> Often = new()
    {
        ["RegistryHealth__CheapInterval"] = "00:00:01",
        ["RegistryHealth__FullInterval"] = "00:00:03",
        ["Images__RetryAfter"] = "00:00:01",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_sick_registry_shows_its_reason_and_keeps_nobody_waiting()
    {
        await using var ward = await Ward.StartAsync(Password, Token);
        await using var server = await RoadsteadProcess.StartAsync(new RoadsteadSettings { Environment = Often }, Token);
        foreach (var (name, body) in ward.Integrations())
        {
            Assert.Equal("healthy", (await server.Admin.PostAsync("/api/v1/registries", body, Token))["status"]!.GetValue<string>());
            await server.Admin.PostAsync($"/api/v1/registries/{name}/spaces", new { name = "tools", visibility = "public" }, Token);
        }

        await server.Admin.PostAsync("/api/v1/clusters", new { name = "plain", kind = "standalone" }, Token);
        await server.Admin.PostAsync("/api/v1/workspaces", new { name = "alpha" }, Token);
        await server.Admin.PutAsync("/api/v1/workspaces/alpha/namespaces/plain/prod", null, Token);
        var config = await server.Admin.ReadAsync("/api/v1/namespaces/plain/prod/docker-config", Token);
        using var puller = new ApiClient(server.Url, new("Basic", config["auths"]![server.GatewayHost]!["auth"]!.GetValue<string>()));
        await Eventually.TrueAsync(async () => (await server.Admin.ListAsync("/api/v1/namespaces/plain/prod/images", Token)).Count == ward.Integrations().Count, "all are indexed", Token);

        for (var warmUp = 0; warmUp < 4; warmUp++)
        {
            await MeasureAsync(server, puller); // until all of it is compiled
        }

        var before = await MeasureAsync(server, puller);
        var logins = ward.LoginsTried;
        await ward.FallIllAsync(Late, Token);
        var fell = Stopwatch.GetTimestamp();
        await ShowsAsync(server, "dead", "reachable", "connection-refused", fell);
        await ShowsAsync(server, "garbage", "product", "invalid-answer", fell);
        await ShowsAsync(server, "untrusted", "tls", "tls-untrusted", fell);
        await ShowsAsync(server, "locked-out", "login", "credentials-rejected", fell);
        await ShowsAsync(server, "slow", "reachable", "timeout", fell);

        await Eventually.TrueAsync(() => ward.Slow.InFlight > 0, "the slow registry is being asked", Token);
        var asked = ward.Slow.Entered;
        var after = await MeasureAsync(server, puller);
        Report(before, after);
        output.WriteLine($"meanwhile the slow registry had {ward.Slow.InFlight} requests unanswered and {ward.Slow.Entered - asked} new ones");
        Assert.All(after.SelectMany(pair => pair.Value), took => Assert.True(took < LongestCall, $"{took}"));

        Assert.Equal("healthy", (await server.Admin.ReadAsync("/api/v1/registries/well", Token))["status"]!.GetValue<string>());
        await BesidesAsync(server, puller, ward, logins);
    }

    // A sick registry still shows its images, and its own pulls say what is the matter; changes and the integration of others go on.
    private async Task BesidesAsync(RoadsteadProcess server, ApiClient puller, Ward ward, int logins)
    {
        var images = await server.Admin.ListAsync("/api/v1/namespaces/plain/prod/images", Token);
        Assert.Equal(ward.Integrations().Count, images.Count);
        Assert.Equal(5, images.Count(image => image["registryStatus"]!.GetValue<string>() == "unhealthy"));
        var dead = await puller.GetAsync("/v2/dead/tools/app/manifests/1", Token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, dead.Status);

        var pending = puller.GetAsync("/v2/slow/tools/app/manifests/1", Token);
        var change = await server.Admin.SendAsync(HttpMethod.Patch, "/api/v1/workspaces/alpha", new { displayName = "beside" }, Token);
        Assert.True(change.IsOk, change.Text);
        Assert.Equal(HttpStatusCode.OK, (await puller.GetAsync("/v2/well/tools/app/manifests/1", Token)).Status);
        Assert.False(pending.IsCompleted, "The pull from the slow registry should still be waiting.");
        var refused = await pending;
        output.WriteLine($"the pull from the slow registry ended after {refused.Took.TotalSeconds:0.0} s with {(int)refused.Status}");
        Assert.True((int)refused.Status >= 500, refused.Text);

        // A refused login is not tried again by itself: that locks accounts.
        var tried = ward.LoginsTried;
        await Eventually.TrueAsync(() => ward.LockedOut.Entered > ward.EnteredAtLastLook + 4, "the refusing registry is still being watched", Token);
        output.WriteLine($"after the refusal the refusing registry was sent {tried - logins} logins until it was noticed, then {ward.LoginsTried - tried} more");
        Assert.True(ward.LoginsTried - tried <= 1, $"{ward.LoginsTried - tried} more logins");
    }

    private async Task ShowsAsync(RoadsteadProcess server, string registry, string signal, string reason, long since)
    {
        JsonNode? shown = null;
        try
        {
            await Eventually.TrueAsync(
                async () =>
                {
                    var view = await server.Admin.ReadAsync($"/api/v1/registries/{registry}", Token);
                    shown = view["signals"]!.AsArray().Single(row => row!["name"]!.GetValue<string>() == signal);
                    return shown!["ok"]?.GetValue<bool>() == false && shown["reason"]!.GetValue<string>() == reason && view["status"]!.GetValue<string>() == "unhealthy";
                },
                $"'{registry}' shows {signal}: {reason}",
                Token,
                ShownWithin);
        }
        catch (TimeoutException e)
        {
            Assert.Fail($"{e.Message} It shows {shown?.ToJsonString()}");
        }

        output.WriteLine($"{registry}: {signal} {reason} by {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s: {shown!["message"]}");
        Assert.NotEqual("", shown["message"]!.GetValue<string>());
    }

    private static async Task<Dictionary<string, List<TimeSpan>>> MeasureAsync(RoadsteadProcess server, ApiClient puller)
    {
        var calls = new (string Name, ApiClient Client, string Path)[]
        {
            ("list registries", server.Admin, "/api/v1/registries"),
            ("show the healthy registry", server.Admin, "/api/v1/registries/well"),
            ("show the slow registry", server.Admin, "/api/v1/registries/slow"),
            ("overview of the slow registry", server.Admin, "/api/v1/registries/slow/overview"),
            ("choose image", server.Admin, "/api/v1/namespaces/plain/prod/images?registry=well"),
            ("gateway, healthy registry", puller, "/v2/well/tools/app/manifests/1"),
            ("sign-in page", server.Anonymous, "/sign-in"),
        };
        var times = calls.ToDictionary(call => call.Name, _ => new List<TimeSpan>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (name, client, path) in calls)
            {
                var answer = await client.GetAsync(path, Token);
                Assert.True(answer.Status == HttpStatusCode.OK, $"{path}: {(int)answer.Status} {answer.Text}");
                times[name].Add(answer.Took);
            }
        }

        return times;
    }

    private void Report(Dictionary<string, List<TimeSpan>> before, Dictionary<string, List<TimeSpan>> after)
    {
        foreach (var (name, times) in before)
        {
            var (well, sick) = (Median(times), Median(after[name]));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: median {well:0.0} ms before, {sick:0.0} ms with five sick registries (ratio {sick / well:0.00}), longest {after[name].Max().TotalMilliseconds:0.0} ms"));
        }
    }

    private static double Median(List<TimeSpan> times) => times.Select(time => time.TotalMilliseconds).Order().ElementAt(times.Count / 2);
}
