using System.Net;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Server.Tests.Spaces;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Registries;

/// <summary>Hosts that stand for single repositories of an Artifactory.</summary>
public sealed class RepositoryHostTests
{
    private static void Fill(SpacedRegistry registry)
    {
        registry.Put("local", false);
        registry.Put("remote", false);
        registry.Put("odd_name", false);
    }

    private static Task<SpacedWorld> StartAsync(params string[] imageHosts) => SpacedWorld.StartUnmarkedAsync(Fill, imageHosts);

    [Fact]
    public async Task Declared_hosts_are_shown_as_they_were_given_and_each_space_is_named_by_the_one_that_stands_for_it()
    {
        await using var world = await StartAsync("*.Art.test", "images.art.test:443", "ports.test:5001=local");
        await world.BecomesAsync("local", "ready");
        await MakeDirectAsync(world);

        var registry = await world.Host.Admin.GetOkAsync("/api/v1/registries/port");
        Assert.Equal(["*.art.test", "images.art.test:443", "ports.test:5001=local", world.RegistryHost], registry["imageHosts"].Texts());
        await NamedAsync(world, "local", "ports.test:5001");
        await NamedAsync(world, "remote", "remote.art.test");
        await NamedAsync(world, "odd_name", "images.art.test:443/odd_name");
    }

    [Fact]
    public async Task What_is_shown_as_the_name_decides_to_the_same_space_and_an_unknown_label_is_denied()
    {
        await using var world = await StartAsync("*.art.test:8443", "ports.test:5001=local");
        await world.BecomesAsync("local", "ready");
        await MakeDirectAsync(world);
        var part = await world.CreateAsync("local/team", "private");

        foreach (var name in new[] { "local", "remote", "odd_name", "local/team" })
        {
            var space = (await world.FindAsync(name))!;
            foreach (var prefix in new[] { (string)space["prefix"]!, (string)space["pullPrefix"]! })
                Assert.Equal((name, "port"), Where(await world.ExplainAsync("blue", $"{prefix}/app:1")));
        }

        Assert.Equal("ports.test:5001/team", (string?)part["pullPrefix"]);
        Assert.Equal(("unknown-space", "denied"), Verdict(await world.ExplainAsync("blue", "nosuch.art.test:8443/app")));
        Assert.Equal("unmanaged", Verdict(await world.ExplainAsync("blue", "a.b.art.test:8443/app")).Kind);
        Assert.Equal("unmanaged", Verdict(await world.ExplainAsync("blue", "local.art.test/app")).Kind);
        Assert.Equal("unmanaged", Verdict(await world.ExplainAsync("blue", "art.test:8443/app")).Kind);
    }

    [Fact]
    public async Task Behind_the_gateway_members_pull_by_the_gateways_name()
    {
        await using var world = await StartAsync("*.art.test");
        var space = await world.BecomesAsync("local", "ready");

        Assert.Equal("local.art.test", (string?)space["prefix"]);
        Assert.Equal($"{world.Host.GatewayHost}/port/local", (string?)space["pullPrefix"]);
        Assert.Equal(("local", "port"), Where(await world.ExplainAsync("blue", $"{space["pullPrefix"]}/app")));
    }

    [Theory]
    [InlineData("*.com", "one organisation")]
    [InlineData("*.docker.io", "one organisation")]
    [InlineData("*.art.test=local", "stands for every repository")]
    [InlineData("ports.test=local/team", "the key of one repository")]
    [InlineData("ports.test=", "the key of one repository")]
    [InlineData("ports.test=Local", "the key of one repository")]
    [InlineData("art=local", "is no host[:port]")]
    public async Task A_host_in_none_of_the_forms_is_told(string host, string reason)
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.Artifactory);
        await using var fixture = await RoadsteadHost.StartAsync();
        var refused = await fixture.Admin.RefuseAsync(new { name = "art", type = "artifactory", url = server.Url, username = "u", password = "p", imageHosts = new[] { host } }, "validation-failed");
        Assert.Contains(reason, (string)refused["errors"]!["imageHosts"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_products_have_no_such_hosts_and_one_host_stands_for_one_thing()
    {
        await using var server = await HttpServer.StartAsync(FakeRegistry.Open);
        await using var host = await RoadsteadHost.StartAsync();
        foreach (var text in new[] { "*.plain.test", "plain.test=local" })
        {
            var refused = await host.Admin.RefuseAsync(new { name = "plain", type = "docker-registry", url = server.Url, imageHosts = new[] { text } }, "validation-failed");
            Assert.Contains("only in an Artifactory", refused["errors"]!["imageHosts"]!.ToJsonString(), StringComparison.Ordinal);
        }

        await host.Admin.RefuseAsync(new { name = "art", type = "artifactory", url = server.Url, imageHosts = new[] { "one.test=a", "ONE.test=b" } }, "validation-failed");
        var own = await host.Admin.RefuseAsync(new { name = "art", type = "artifactory", url = server.Url, imageHosts = new[] { $"{server.Url.Authority}=a" } }, "validation-failed");
        Assert.Contains("own host", own["errors"]!["imageHosts"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_host_one_authority_holds_for_all_hosts_with_one_label_more()
    {
        await using var world = await StartAsync("*.art.test", "one.ports.test=local");
        await using var another = await HttpServer.StartAsync(FakeRegistry.Open);
        await using var artifactory = await HttpServer.StartAsync(FakeRegistry.Artifactory);
        var admin = world.Host.Admin;

        foreach (var workspace in new[] { "blue", null })
        {
            await admin.RefuseAsync(new { name = "label", type = "docker-registry", url = another.Url, imageHosts = new[] { "Any.Art.test:443" } }, "host-already-integrated", workspace);
            await admin.RefuseAsync(new { name = "same", type = "artifactory", url = artifactory.Url, username = "u", password = "p", imageHosts = new[] { "*.art.test:80" } }, "host-already-integrated", workspace);
            await admin.RefuseAsync(new { name = "over", type = "artifactory", url = artifactory.Url, username = "u", password = "p", imageHosts = new[] { "*.ports.test" } }, "host-already-integrated", workspace);
        }

        // Two labels, or another port, are other hosts.
        await admin.IntegrateAsync(new { name = "other", type = "docker-registry", url = another.Url, imageHosts = new[] { "a.b.art.test", "any.art.test:5000" } }, "blue");
    }

    [Fact]
    public async Task A_claim_over_hosts_that_workspaces_use_asks_first()
    {
        await using var world = await StartAsync();
        await using var another = await HttpServer.StartAsync(FakeRegistry.Open);
        await world.Host.Admin.IntegrateAsync(new { name = "own", type = "docker-registry", url = another.Url, imageHosts = new[] { "mine.art.test" } }, "blue");

        var asked = await world.Host.Admin.SendRefusedAsync(HttpMethod.Patch, "/api/v1/registries/port", new { imageHosts = new[] { "*.art.test" } }, HttpStatusCode.Conflict, "host-used-by-workspaces");
        await world.Host.Admin.SendOkAsync(HttpMethod.Patch, $"/api/v1/registries/port?acknowledge={asked["impact"]!["acknowledgement"]}", new { imageHosts = new[] { "*.art.test" } });

        Assert.Equal(("unknown-space", "denied"), Verdict(await world.ExplainAsync("blue", "mine.art.test/app")));
    }

    [Fact]
    public async Task Hosts_that_are_no_longer_declared_stay_denied()
    {
        await using var world = await StartAsync("*.art.test", "x.art.test=local", "one.ports.test=local");
        await world.BecomesAsync("remote", "ready");
        var admin = world.Host.Admin;

        // One that another declared host means goes on meaning something.
        await admin.SendOkAsync(HttpMethod.Patch, "/api/v1/registries/port", new { imageHosts = new[] { "*.art.test", "one.ports.test=remote" } });
        Assert.Equal(("unknown-space", "denied"), Verdict(await world.ExplainAsync("blue", "x.art.test/app")));
        Assert.Equal("remote", Where(await world.ExplainAsync("blue", "one.ports.test/app")).Space);

        await admin.SendOkAsync(HttpMethod.Patch, "/api/v1/registries/port", new { imageHosts = Array.Empty<string>() });
        foreach (var image in new[] { "any.art.test/app", "ANY.art.test:443/app", "one.ports.test/app" })
            Assert.Equal(("registry-removed", "denied"), Verdict(await world.ExplainAsync("blue", image)));
        Assert.Equal(["*.art.test", "one.ports.test"], (await admin.GetOkAsync("/api/v1/removed-hosts"))["items"]!.AsArray().Select(row => (string)row!["host"]!));

        // Declared again, they are hosts again, and what one of them means as well.
        await admin.SendOkAsync(HttpMethod.Patch, "/api/v1/registries/port", new { imageHosts = new[] { "*.ports.test", "*.art.test" } });
        Assert.Equal(("unknown-space", "denied"), Verdict(await world.ExplainAsync("blue", "one.ports.test/app")));
        Assert.Empty((await admin.GetOkAsync("/api/v1/removed-hosts"))["items"]!.AsArray());

        await admin.SendOkAsync(HttpMethod.Delete, "/api/v1/registries/port");
        Assert.Equal(("registry-removed", "denied"), Verdict(await world.ExplainAsync("blue", "local.art.test/app")));
        await admin.SendOkAsync(HttpMethod.Delete, "/api/v1/removed-hosts/*.art.test");
        Assert.Equal("unmanaged", Verdict(await world.ExplainAsync("blue", "local.art.test/app")).Kind);
    }

    [Fact]
    public async Task A_new_address_keeps_the_declared_hosts_and_the_old_one()
    {
        await using var world = await StartAsync("*.art.test", "one.ports.test=local");
        await world.BecomesAsync("local", "ready");
        await using var other = await HttpServer.StartAsync(FakeRegistry.Artifactory);

        var registry = await world.Host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/registries/port", new { url = new Uri(other.Url, "artifactory"), password = "secret of the port" });

        Assert.Equal(["*.art.test", "one.ports.test=local", other.Url.Authority, world.RegistryHost], registry["imageHosts"].Texts());
        foreach (var image in new[] { "local.art.test/app", "one.ports.test/app", $"{other.Url.Authority}/local/app", $"{world.RegistryHost}/local/app" })
            Assert.Equal(("local", "port"), Where(await world.ExplainAsync("blue", image)));
    }

    // Without a login of their own, members would pull by the gateway's names.
    private static Task<JsonNode> MakeDirectAsync(SpacedWorld world) => world.Host.Admin.SendOkAsync(HttpMethod.Patch, "/api/v1/registries/port", new { delivery = "none" });

    private static async Task NamedAsync(SpacedWorld world, string space, string prefix)
    {
        var found = (await world.FindAsync(space))!;
        Assert.Equal((prefix, prefix), ((string?)found["prefix"], (string?)found["pullPrefix"]));
    }

    private static (string? Space, string? Registry) Where(JsonNode access) => ((string?)access["space"], (string?)access["registry"]);

    private static (string? Reason, string? Kind) Verdict(JsonNode access) => ((string?)access["reason"], (string?)access["verdict"]);
}
