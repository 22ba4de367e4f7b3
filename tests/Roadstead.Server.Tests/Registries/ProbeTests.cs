using System.Net;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Registries;

public sealed class ProbeTests(RegistryFixture registries) : IClassFixture<RegistryFixture>
{
    [Fact]
    public async Task Probe_Registry_TellsWhatItIsAndStoresNothing()
    {
        await using var host = await RoadsteadHost.StartAsync();

        var found = await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/probe", new { url = registries.Locked.Url.Authority.Insert(0, "http://"), username = RegistryFixture.Username, password = RegistryFixture.Password });

        Assert.Equal(("docker-registry", "2.x"), ((string?)found["type"], (string?)found["version"]));
        Assert.NotEmpty(found["evidence"]!.AsArray());
        Assert.True((bool?)found.Signal("pull")["ok"]);
        Assert.Equal(["gateway"], found["deliveries"].Texts());
        Assert.Equal(0, (int?)(await host.Admin.GetOkAsync("/api/v1/registries"))["total"]);
    }

    [Fact]
    public async Task Probe_WrongPassword_IsASignal()
    {
        await using var host = await RoadsteadHost.StartAsync();

        var found = await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/probe", RegistryCalls.Body("x", registries.Locked.Url, RegistryFixture.Username, "wrong"));

        Assert.Equal("credentials-rejected", (string?)found.Signal("login")["reason"]);
        Assert.Equal("not-checked", (string?)found.Signal("listing")["reason"]);
    }

    [Fact]
    public async Task Probe_OfAWorkspace_TellsLittleOfWhatIsNoRegistry()
    {
        await using var host = await RoadsteadHost.StartAsync();
        await host.WorkspaceAsync("team");
        var lead = await host.UserAsync("lead", "team", "admin");
        await using var site = await HttpServer.StartAsync(FakeRegistry.WebSite);
        await using var garbage = await HttpServer.StartAsync(FakeRegistry.Garbage);
        var probe = RegistryCalls.Path("team", "probe");

        var answers = new List<string>();
        foreach (var url in new[] { site.Url, garbage.Url })
        {
            var found = await lead.SendOkAsync(HttpMethod.Post, probe, RegistryCalls.Body("x", url));
            Assert.Null((string?)found["type"]);
            Assert.Empty(found["evidence"]!.AsArray());
            answers.Add($"{found["product"]} {found.Signal("product")["reason"]} {found.Signal("product")["message"]}");
        }

        Assert.Single(answers.Distinct());
        var dead = await lead.SendOkAsync(HttpMethod.Post, probe, RegistryCalls.Body("x", new Uri($"http://127.0.0.1:{FreePort.Next()}")));
        Assert.Equal("unreachable", (string?)dead.Signal("reachable")["reason"]);
        Assert.Equal((string?)dead.Signal("reachable")["message"], answers[0].Split("invalid-answer ")[1]);
    }

    [Fact]
    public async Task Probe_TooOften_IsThrottledForThatUserAlone()
    {
        await using var host = await RoadsteadHost.StartAsync(new Dictionary<string, string?> { ["Registries:ProbesPerMinute"] = "2" });
        await host.WorkspaceAsync("team");
        var lead = await host.UserAsync("lead", "team", "admin");
        var probe = RegistryCalls.Path("team", "probe");
        var body = RegistryCalls.Body("x", new Uri($"http://127.0.0.1:{FreePort.Next()}"));
        await lead.SendOkAsync(HttpMethod.Post, probe, body);
        await lead.RefuseAsync(body, "registry-unreachable", workspace: "team");

        using var refused = await lead.PostAsync(probe, System.Net.Http.Json.JsonContent.Create(body), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        await lead.SendRefusedAsync(HttpMethod.Post, RegistryCalls.Path("team"), body, HttpStatusCode.TooManyRequests, "too-many-requests");
        await host.Admin.SendOkAsync(HttpMethod.Post, probe, body);
    }
}
