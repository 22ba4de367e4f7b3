using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Server.Tests.Registries;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Server.Tests.Spaces;

/// <summary>Virtual and remote repositories of an Artifactory, from its own configuration to the gateway.</summary>
public sealed class ArtifactoryVirtualTests : IAsyncLifetime
{
    private FakeArtifactory artifactory = null!;
    private RoadsteadHost host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        artifactory.AddRepository("local/app", "1");
        artifactory.AddRepository("vault/secret", "1");
        artifactory.AddRemote("hub", artifactory.Url + "/api/docker/local", artifactory.Admin);
        artifactory.AddVirtual("all", "local", "vault");
        artifactory.AddVirtual("outer", "hub", "all");
        host = await RoadsteadHost.StartAsync(new Dictionary<string, string?> { ["SpaceSync:Interval"] = "00:00:01" });
        await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/clusters", new { name = "lab", kind = "standalone" });
        foreach (var name in new[] { "blue", "red" })
        {
            await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/workspaces", new { name });
            await host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/workspaces/{name}/namespaces/lab/{name}");
        }

        await host.Admin.SendOkAsync(
            HttpMethod.Post,
            "/api/v1/registries",
            new { name = "art", type = "artifactory", url = artifactory.Url, username = artifactory.Admin.Username, password = artifactory.Admin.Password, delivery = "gateway", imageHosts = new[] { "*.art.test", "vault.test:5001=vault" } });
        await Eventually.TrueAsync(async () => await FindAsync("outer") is not null, "the spaces are known", Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        await artifactory.DisposeAsync();
    }

    [Fact]
    public async Task Repositories_are_private_spaces_with_what_they_include_their_caches_and_their_hosts()
    {
        foreach (var name in new[] { "local", "vault", "hub", "all", "outer" })
            Assert.Equal("private", (string?)(await FindAsync(name))!["visibility"]);
        Assert.Equal(["local", "vault"], (await FindAsync("all"))!["includes"].Texts());
        Assert.Equal(["all", "hub"], (await FindAsync("outer"))!["includes"].Texts());
        Assert.Equal((true, "hub-cache"), ((bool)(await FindAsync("hub"))!["proxyCache"]!, Assert.Single((await FindAsync("hub"))!["aliases"].Texts())));
        Assert.Equal("vault.test:5001", (string?)(await FindAsync("vault"))!["prefix"]);
        Assert.Equal("all.art.test", (string?)(await FindAsync("all"))!["prefix"]);
    }

    [Fact]
    public async Task A_public_virtual_repository_over_a_private_one_opens_nothing()
    {
        foreach (var name in new[] { "local", "vault", "hub", "all", "outer" })
            await SetAsync(name, "public");
        foreach (var path in new[] { "all/secret", "outer/secret", "all/app", "outer/app", "vault/secret", "hub/app" })
            Assert.Equal(HttpStatusCode.OK, await PullAsync("blue", path));

        await SetAsync("vault", "private");

        foreach (var path in new[] { "all/secret", "outer/secret", "all/app", "outer/app", "vault/secret" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await PullAsync("blue", path));
            var verdict = await host.Admin.GetOkAsync($"/api/v1/access?cluster=lab&namespace=blue&image={path.Split('/')[0]}.art.test/{path.Split('/')[1]}:1");
            Assert.Equal((false, "not-bound"), ((bool)verdict["allowed"]!, (string?)verdict["reason"]));
        }

        Assert.Equal(HttpStatusCode.OK, await PullAsync("blue", "local/app"));
        Assert.Equal(HttpStatusCode.OK, await PullAsync("blue", "hub-cache/app"));
        await host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{(await FindAsync("vault"))!["id"]}/workspaces/red");
        Assert.Equal(HttpStatusCode.OK, await PullAsync("red", "outer/secret"));
        Assert.Equal(HttpStatusCode.Forbidden, await PullAsync("blue", "outer/secret"));
    }

    [Fact]
    public async Task A_part_of_a_repository_is_a_space_in_every_virtual_one()
    {
        foreach (var name in new[] { "local", "vault", "all" })
            await SetAsync(name, "public");
        var part = await host.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries/art/spaces", new { name = "vault/secret", visibility = "private" });

        Assert.Equal("vault.test:5001/secret", (string?)part["prefix"]);
        Assert.Equal(HttpStatusCode.Forbidden, await PullAsync("blue", "all/secret"));
        Assert.Equal(HttpStatusCode.OK, await PullAsync("blue", "all/app"));
        await host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{part["id"]}/workspaces/blue");
        Assert.Equal(HttpStatusCode.OK, await PullAsync("blue", "all/secret"));
    }

    private async Task<JsonNode?> FindAsync(string name) =>
        (await host.Admin.GetOkAsync($"/api/v1/registries/art/spaces?q={name}"))["items"]!.AsArray().SingleOrDefault(space => (string?)space!["name"] == name);

    private async Task SetAsync(string name, string visibility) => await host.Admin.SendOkAsync(HttpMethod.Patch, $"/api/v1/spaces/{(await FindAsync(name))!["id"]}", new { visibility });

    private async Task<HttpStatusCode> PullAsync(string ns, string path)
    {
        var config = await host.Admin.GetOkAsync($"/api/v1/namespaces/lab/{ns}/docker-config");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/art/{path}/manifests/1");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", (string)config["auths"]![host.GatewayHost]!["auth"]!);
        using var answer = await host.Anonymous.SendAsync(request, Cancel);
        return answer.StatusCode;
    }
}
