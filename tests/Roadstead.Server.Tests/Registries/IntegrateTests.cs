using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;

namespace Roadstead.Server.Tests.Registries;

public sealed class IntegrateTests(RegistryFixture registries) : IClassFixture<RegistryFixture>
{
    [Fact]
    public async Task Integrate_OpenRegistry_IsHealthyAtOnceAndPrivate()
    {
        await using var host = await RoadsteadHost.StartAsync();

        var registry = await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries", new { name = "plain", type = "docker-registry", url = registries.Open.Url });

        Assert.Equal("plain", (string?)registry["name"]);
        Assert.Equal("plain", (string?)registry["displayName"]);
        Assert.Equal("platform", (string?)registry["scope"]);
        Assert.Equal("docker-registry", (string?)registry["type"]);
        Assert.Equal(registries.Open.Url.ToString().TrimEnd('/'), (string?)registry["url"]);
        Assert.Equal([registries.Open.Url.Authority], Texts(registry["imageHosts"]));
        Assert.Equal("integrated", (string?)registry["origin"]);
        Assert.Equal("healthy", (string?)registry["status"]);
        Assert.Equal("none", (string?)registry["delivery"]);
        Assert.Equal("2.x", (string?)registry["version"]);
        Assert.Equal(["reachable", "tls", "product", "login", "rights", "listing", "pull"], [.. registry["signals"]!.AsArray().Select(signal => (string)signal!["name"]!)]);
        Assert.All(registry["signals"]!.AsArray(), signal => Assert.NotNull(signal!["changedAt"]));
        var spaces = await host.Admin.GetOkAsync("/api/v1/registries/plain/spaces");
        var root = Assert.Single(spaces["items"]!.AsArray());
        Assert.Equal(("*", "private"), ((string?)root!["name"], (string?)root["visibility"]));
    }

    [Fact]
    public async Task Integrate_RegistryWithPassword_DeliversThroughTheGateway()
    {
        await using var host = await RoadsteadHost.StartAsync();

        var registry = await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries", Locked("locked"));

        Assert.Equal("gateway", (string?)registry["delivery"]);
        Assert.Equal(RegistryFixture.Username, (string?)registry["username"]);
        Assert.Equal("healthy", (string?)registry["status"]);
        Assert.False(registry.AsObject().ContainsKey("password"));
        Assert.Equal("2.x", (string?)registry["version"]);
    }

    private object Locked(string name, string? password = RegistryFixture.Password) =>
        new { name, type = "docker-registry", url = registries.Locked.Url, username = RegistryFixture.Username, password };

    private static string[] Texts(JsonNode? array) => [.. array!.AsArray().Select(item => (string)item!)];
}
