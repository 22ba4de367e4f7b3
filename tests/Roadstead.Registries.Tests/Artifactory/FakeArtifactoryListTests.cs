using System.Text.Json.Nodes;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>Catalog and tags of the docker API, with their pages.</summary>
public sealed class FakeArtifactoryListTests
{
    private static readonly FakeArtifactorySettings Bare = new() { WithStorage = false };

    [Fact]
    public async Task The_catalog_is_of_one_repository_without_its_key_and_pages_by_number_with_a_wrong_link()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Bare);
        foreach (var name in new[] { "c", "a/x", "b" })
        {
            artifactory.AddRepository("docker-local/" + name, "v1");
        }

        artifactory.AddRepository("other-local/elsewhere", "v1");
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        var first = await admin.GetAsync("/api/docker/docker-local/v2/_catalog?n=2");
        Assert.Equal(["a/x", "b"], Names(first.Json, "repositories"));
        Assert.Equal("</v2/_catalog?last=2&n=2>; rel=\"next\"", first.Header("Link"));
        var second = await admin.GetAsync("/api/docker/docker-local/v2/_catalog?n=2&last=2");
        Assert.Equal(["c"], Names(second.Json, "repositories"));
        Assert.Null(second.Header("Link"));
        Assert.Equal(3, Names(await admin.JsonAsync("/api/docker/docker-local/v2/_catalog"), "repositories").Count());
        Assert.Equal(400, (await admin.GetAsync("/api/docker/docker-local/v2/_catalog?n=2&last=b")).Status);
        Assert.Equal(404, (await admin.GetAsync("/v2/_catalog")).Status);
    }

    [Theory]
    [InlineData(true, "/v2/renovate/renovate/tags/list")]
    [InlineData(false, "/v2/docker/renovate/renovate/tags/list")]
    public async Task The_link_of_tags_drops_the_key_too_unless_it_is_mended(bool drops, string path)
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Bare with { CatalogLinkDropsKey = drops });
        artifactory.AddRepository("docker/renovate/renovate", "1", "2", "3");
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        var tags = await admin.GetAsync("/v2/docker/renovate/renovate/tags/list?n=2");

        Assert.Equal("renovate/renovate", (string)tags.Json["name"]!);
        Assert.Equal(["1", "2"], Names(tags.Json, "tags"));
        Assert.Equal($"<{path}?last=2&n=2>; rel=\"next\"", tags.Header("Link"));
        Assert.Equal(["3"], Names(await admin.JsonAsync("/v2/docker/renovate/renovate/tags/list?n=2&last=2"), "tags"));
    }

    [Fact]
    public async Task Old_releases_page_by_a_hundred_and_a_cap_beats_what_is_asked_for()
    {
        await using var old = await FakeArtifactory.StartAsync(Bare with { Version = "6.23.13" });
        await using var capped = await FakeArtifactory.StartAsync(Bare with { MaxPageSize = 50 });
        foreach (var artifactory in new[] { old, capped })
        {
            artifactory.AddRepository("docker-local/app", [.. Enumerable.Range(0, 120).Select(number => $"t{number:000}")]);
        }

        using var ofOld = new FakeArtifactoryApi(old, old.Admin.Basic);
        using var ofCapped = new FakeArtifactoryApi(capped, capped.Admin.Basic);
        Assert.Equal(100, Names(await ofOld.JsonAsync("/v2/docker-local/app/tags/list"), "tags").Count());
        Assert.Equal(120, Names(await ofOld.JsonAsync("/v2/docker-local/app/tags/list?n=10000"), "tags").Count());
        Assert.Equal(50, Names(await ofCapped.JsonAsync("/v2/docker-local/app/tags/list?n=10000"), "tags").Count());
    }

    [Fact]
    public async Task A_virtual_lists_what_may_be_read_in_its_members()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(Bare);
        artifactory.AddRepository("open-local/app", "v1");
        artifactory.AddRepository("secret-local/app", "v2");
        artifactory.AddRepository("secret-local/hidden", "v1");
        artifactory.AddVirtual("inner", "secret-local");
        artifactory.AddVirtual("docker", "open-local", "inner");
        artifactory.CreateUser("dev");
        artifactory.Grant("dev", "open-local");
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);
        using var user = new FakeArtifactoryApi(artifactory, "Bearer " + artifactory.CreateToken("dev").Value);

        Assert.Equal(["app", "hidden"], Names(await admin.JsonAsync("/api/docker/docker/v2/_catalog"), "repositories"));
        Assert.Equal(["v1", "v2"], Names(await admin.JsonAsync("/v2/docker/app/tags/list"), "tags"));
        Assert.Equal(["app"], Names(await user.JsonAsync("/api/docker/docker/v2/_catalog"), "repositories"));
        Assert.Equal(["v1"], Names(await user.JsonAsync("/v2/docker/app/tags/list"), "tags"));
        Assert.Equal(200, (await user.GetAsync("/v2/docker/app/manifests/v1")).Status);
        Assert.NotEqual(200, (await user.GetAsync("/v2/docker/app/manifests/v2")).Status);
        Assert.NotEqual(200, (await user.GetAsync("/v2/docker/hidden/manifests/v1")).Status);
    }

    [Fact]
    public async Task A_remote_lists_its_upstream_or_only_what_it_fetched()
    {
        await using var upstream = await FakeArtifactory.StartAsync(Bare with { AnonymousAccess = true });
        upstream.AddRepository("docker-local/team/app", "v1", "v2");
        upstream.AddRepository("docker-local/other", "v1");
        foreach (var fromCache in new[] { false, true })
        {
            await using var artifactory = await FakeArtifactory.StartAsync(Bare with { RemoteListsFromCache = fromCache });
            artifactory.AddRemote("mirror", $"{upstream.Url}/api/docker/docker-local");
            using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

            var pulled = await admin.GetAsync("/v2/mirror/team/app/manifests/v1");
            Assert.Equal(200, pulled.Status);
            Assert.Equal(fromCache ? ["team/app"] : ["other", "team/app"], Names(await admin.JsonAsync("/api/docker/mirror/v2/_catalog"), "repositories"));
            Assert.Equal(fromCache ? ["v1"] : ["v1", "v2"], Names(await admin.JsonAsync("/v2/mirror/team/app/tags/list"), "tags"));

            // The cache has a key of its own, and goes on without the upstream.
            Assert.Equal(pulled.Text, (await admin.GetAsync("/v2/mirror-cache/team/app/manifests/v1")).Text);
        }
    }

    private static IEnumerable<string> Names(JsonNode body, string field) => body[field]!.AsArray().Select(name => (string)name!);
}
