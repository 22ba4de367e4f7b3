using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Roadstead.Core.References;
using Roadstead.Registries.Distribution;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>Catalogues and tags, page by page, by every way in which versions of Artifactory cut them.</summary>
public sealed class ArtifactoryListTests
{
    private const string Catalog = "GET /api/docker/docker-local/v2/_catalog";

    private static readonly DistributionOptions Twos = new() { PageSize = 2 };
    private static readonly string[] Names = ["a", "b", "c/d", "e", "f"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task<List<string>> ListAsync(IRegistryDriver driver)
    {
        var names = new List<string>();
        await foreach (var name in driver.ListRepositoriesAsync(Cancelled))
        {
            names.Add(name.Value);
        }

        return names;
    }

    // How `last` is read (integer or name), and what the link says: nothing, the path without the key, another host.
    private static RequestDelegate Pages(bool integers, string? link, int cap = int.MaxValue, string member = "repositories", string[]? all = null) => context =>
    {
        all ??= Names;
        var size = Math.Min(int.Parse(context.Request.Query["n"]!, CultureInfo.InvariantCulture), cap);
        var last = context.Request.Query["last"].ToString();
        if (integers && last.Length > 0 && !int.TryParse(last, out _))
        {
            return ScriptedArtifactory.WriteAsync(context, """{"errors":[{"status":400,"message":"For input string"}]}""", 400);
        }

        var from = last.Length == 0 ? 0 : integers ? int.Parse(last, CultureInfo.InvariantCulture) : Array.FindIndex(all, name => string.CompareOrdinal(name, last) > 0) is >= 0 and var found ? found : all.Length;
        var page = all.Skip(from).Take(size).ToArray();
        if (link is not null && from + page.Length < all.Length)
        {
            context.Response.Headers.Link = $"<{link}?last={(integers ? (from + page.Length).ToString(CultureInfo.InvariantCulture) : Uri.EscapeDataString(page[^1]))}&n={size}>; rel=\"next\"";
        }

        return ScriptedArtifactory.WriteAsync(context, JsonSerializer.Serialize(new Dictionary<string, string[]> { [member] = page }), 200);
    };

    [Theory]
    [InlineData(true, "/v2/_catalog")]
    [InlineData(false, "/v2/_catalog")]
    [InlineData(true, "https://art.example.com/artifactory/api/docker/docker-local/v2/_catalog")]
    [InlineData(false, "http://169.254.169.254/latest/meta-data/")]
    [InlineData(true, null)]
    [InlineData(false, null)]
    public async Task ListRepositoriesAsync_Pages_AreAllReadOnTheOwnPath(bool integers, string? link)
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.On(Catalog, Pages(integers, link));
        await using var driver = artifactory.Driver(options: Twos);

        Assert.Equal(Names.Select(name => "docker-local/" + name), await ListAsync(driver));
        Assert.All(artifactory.Targets.Where(target => target.Contains("last=", StringComparison.Ordinal)), target => Assert.StartsWith("GET /artifactory/api/docker/docker-local/v2/_catalog?", target, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, 100)]
    [InlineData(false, 100)]
    [InlineData(true, 200)]
    [InlineData(false, 200)]
    public async Task ListRepositoriesAsync_SmallerPagesThanAskedForWithoutALink_AreNotTakenForTheWhole(bool integers, int cap)
    {
        var many = Enumerable.Range(0, 250).Select(number => $"image-{number:000}").ToArray();
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.On(Catalog, Pages(integers, link: null, cap, all: many));
        await using var driver = artifactory.Driver();

        Assert.Equal(many.Length, (await ListAsync(driver)).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ListTagsAsync_LinkWithoutTheKey_IsFollowedOnTheOwnPath(bool integers)
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.On("GET /api/docker/docker-local/v2/team/app/tags/list", Pages(integers, "/v2/team/app/tags/list", member: "tags", all: ["1", "2", "3", "4", "5"]));
        await using var driver = artifactory.Driver(options: Twos);

        Assert.Equal(["1", "2", "3", "4", "5"], (await driver.ListTagsAsync(RepositoryName.Parse("docker-local/team/app"), Cancelled)).Select(tag => tag.Name));
    }

    [Fact]
    public async Task ListRepositoriesAsync_EverythingAtOnceHoweverAsked_EndsThere()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Catalog("docker-local", Names);
        await using var driver = artifactory.Driver(options: Twos);

        Assert.Equal(Names.Length, (await ListAsync(driver)).Count);
        Assert.InRange(artifactory.Targets.Count(target => target.Contains("_catalog", StringComparison.Ordinal)), 2, 3);
    }

    [Fact]
    public async Task ListRepositoriesAsync_LinkThatLeadsInACircle_IsAnErrorAndNoEnd()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.On(Catalog, context =>
        {
            context.Response.Headers.Link = "</v2/_catalog?last=2&n=2>; rel=\"next\"";
            return ScriptedArtifactory.WriteAsync(context, """{"repositories":["a","b"]}""", 200);
        });
        await using var driver = artifactory.Driver(options: Twos);

        Assert.Equal(RegistryErrorCode.InvalidAnswer, (await Assert.ThrowsAsync<RegistryException>(() => ListAsync(driver))).Code);
    }

    [Fact]
    public async Task ListRepositoriesAsync_NoEnd_StopsAtTheCapOfPages()
    {
        var number = 0;
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.On(Catalog, context =>
        {
            context.Response.Headers.Link = $"</v2/_catalog?last={++number}&n=2>; rel=\"next\"";
            return ScriptedArtifactory.WriteAsync(context, $$"""{"repositories":["image-{{number}}"]}""", 200);
        });
        await using var driver = artifactory.Driver(options: new DistributionOptions { MaxPages = 7 });

        Assert.Equal(RegistryErrorCode.InvalidAnswer, (await Assert.ThrowsAsync<RegistryException>(() => ListAsync(driver))).Code);
        Assert.Equal(7, number);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("[]")]
    public async Task ListRepositoriesAsync_EmptyJson_IsAnErrorAndNotNoImages(string body)
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Json(Catalog, body);
        await using var driver = artifactory.Driver();

        Assert.Equal(RegistryErrorCode.InvalidAnswer, (await Assert.ThrowsAsync<RegistryException>(() => ListAsync(driver))).Code);
    }

    [Fact]
    public async Task ListRepositoriesAsync_WholeCatalogue_IsNeverAskedFor()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local", "oci-local LOCAL OCI", "helm-local LOCAL Helm");
        artifactory.Catalog("docker-local", "app");
        artifactory.Catalog("oci-local", "chart");
        await using var driver = artifactory.Driver();

        Assert.Equal(["docker-local/app", "oci-local/chart"], await ListAsync(driver));
        Assert.DoesNotContain(artifactory.Targets, target => target.StartsWith("GET /v2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ListRepositoriesAsync_OneRepositoryFails_OthersAreListedAndItIsTold()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("a-local", "b-local", "c-local");
        artifactory.Catalog("a-local", "app");
        artifactory.Fails("GET /api/docker/b-local/v2/_catalog", 500, "broken");
        artifactory.Catalog("c-local", "app");
        await using var driver = artifactory.Driver();
        var listed = new List<string>();

        var error = await Assert.ThrowsAsync<RegistryException>(async () =>
        {
            await foreach (var name in driver.ListRepositoriesAsync(Cancelled))
            {
                listed.Add(name.Value);
            }
        });

        Assert.Equal(["a-local/app", "c-local/app"], listed);
        Assert.Equal(["b-local"], error.Unlisted);
        Assert.Contains("b-local", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListRepositoriesAsync_AllFail_IsNoListInParts()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("a-local", "b-local", "c-local", "d-local");
        foreach (var key in new[] { "a", "b", "c", "d" })
        {
            artifactory.Fails($"GET /api/docker/{key}-local/v2/_catalog", 500, "broken");
        }

        await using var driver = artifactory.Driver();

        var error = await Assert.ThrowsAsync<RegistryException>(() => ListAsync(driver));

        Assert.Equal(RegistryErrorCode.ServerError, error.Code);
        Assert.Empty(error.Unlisted);
        Assert.DoesNotContain(artifactory.Targets, target => target.Contains("d-local", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lists_OfARemote_AreOfWhatItHasKept()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("hub REMOTE");
        artifactory.Catalog("hub-cache", "library/nginx");
        artifactory.Catalog("hub", "the/whole/world");
        artifactory.Json("GET /api/docker/hub-cache/v2/library/nginx/tags/list", """{"tags":["1.27"]}""");
        artifactory.Json("GET /api/docker/hub/v2/library/nginx/tags/list", """{"tags":["1.0","1.27","latest"]}""");
        artifactory.Json("GET /api/docker/hub/v2/library/redis/tags/list", """{"tags":["7"]}""");
        await using var driver = artifactory.Driver();

        Assert.Equal(["hub/library/nginx"], await ListAsync(driver));
        Assert.Equal(["1.27"], (await driver.ListTagsAsync(RepositoryName.Parse("hub/library/nginx"), Cancelled)).Select(tag => tag.Name));

        // Of what nobody has pulled yet the upstream tells.
        Assert.Equal(["7"], (await driver.ListTagsAsync(RepositoryName.Parse("hub/library/redis"), Cancelled)).Select(tag => tag.Name));
    }

    [Fact]
    public async Task Lists_OfARemoteWhoseCacheShowsNothing_AreItsOwn()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("hub REMOTE");
        artifactory.Fails("GET /api/docker/hub-cache/v2/_catalog", 400, "Unsupported docker repository request for 'v2'");
        artifactory.Fails("GET /api/docker/hub-cache/v2/library/nginx/tags/list", 400, "Unsupported docker repository request for 'v2'");
        artifactory.Catalog("hub", "library/nginx");
        artifactory.Json("GET /api/docker/hub/v2/library/nginx/tags/list", """{"tags":["latest"]}""");
        await using var driver = artifactory.Driver();

        Assert.Equal(["hub/library/nginx"], await ListAsync(driver));
        Assert.Equal(["latest"], (await driver.ListTagsAsync(RepositoryName.Parse("hub/library/nginx"), Cancelled)).Select(tag => tag.Name));
    }
}
