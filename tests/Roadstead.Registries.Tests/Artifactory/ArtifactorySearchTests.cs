using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Roadstead.Core.References;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>Images by search: fewer calls, digests and times; and what happens where that does not serve.</summary>
public sealed partial class ArtifactorySearchTests
{
    private const string Aql = "POST /api/search/aql";

    private static readonly RepositoryName Image = RepositoryName.Parse("docker-local/team/app");
    private static readonly string Sha = new('a', 64);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static object Item(string path, string name = "manifest.json", string modified = "2026-01-02T03:04:05.678Z", string repo = "docker-local") =>
        new { repo, path, name, created = modified, modified, sha256 = Sha };

    private static RequestDelegate Finds(Func<IReadOnlyList<object>> all, List<string>? queries = null) => async context =>
    {
        using var reader = new StreamReader(context.Request.Body);
        var query = await reader.ReadToEndAsync(context.RequestAborted);
        queries?.Add(query);
        var (offset, limit) = (int.Parse(Offset().Match(query).Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(Limit().Match(query).Groups[1].Value, CultureInfo.InvariantCulture));
        await ScriptedArtifactory.WriteAsync(context, JsonSerializer.Serialize(new { results = all().Skip(offset).Take(limit) }), 200);
    };

    private static async Task<List<RemoteRepository>> ListAsync(IRegistryDriver driver, DateTimeOffset? since = null)
    {
        var found = new List<RemoteRepository>();
        await foreach (var repository in driver.As<IRepositoryListing>()!.ListRepositoriesAsync(since, Cancelled))
        {
            found.Add(repository);
        }

        return found;
    }

    [Fact]
    public async Task ListRepositoriesAsync_Administrator_TellsTheLastChangeOfEachImage()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.On(Aql, Finds(() => [Item("team/app/1.0"), Item("team/app/2.0", modified: "2026-03-02T03:04:05Z"), Item("team/app/sha256:" + Sha), Item("other/1", "list.manifest.json"), Item("odd/1", "some.manifest.json")]));
        await using var driver = artifactory.Driver();

        var found = await ListAsync(driver);

        Assert.Equal(["docker-local/other", "docker-local/team/app"], found.Select(image => image.Name.Value).Order(StringComparer.Ordinal));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 3, 4, 5, TimeSpan.Zero), found.Single(image => image.Name == Image).ChangedAt);
        Assert.DoesNotContain(artifactory.Targets, target => target.Contains("_catalog", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ListRepositoriesAsync_Since_AsksOnceForAllThatHoldsWhatItShows()
    {
        var queries = new List<string>();
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local", "hub REMOTE", "docker VIRTUAL");
        artifactory.On(Aql, Finds(() => [Item("team/app/1.0"), Item("library/nginx/1", repo: "hub-cache")], queries));
        await using var driver = artifactory.Driver();

        var found = await ListAsync(driver, new DateTimeOffset(2026, 1, 1, 0, 0, 1, TimeSpan.Zero));

        Assert.Equal(["docker-local/team/app", "hub/library/nginx"], found.Select(image => image.Name.Value).Order(StringComparer.Ordinal));
        var query = Assert.Single(queries);
        Assert.Contains("\"modified\":{\"$gte\":\"2026-01-01T00:00:00.000Z\"}", query, StringComparison.Ordinal);
        Assert.Contains("\"hub-cache\"", query, StringComparison.Ordinal);
        Assert.DoesNotContain("\"docker\"", query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(403)]
    [InlineData(400)]
    public async Task ListRepositoriesAsync_SearchRefused_ComesFromTheCatalogues(int status)
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Fails(Aql, status, "no search now");
        artifactory.Catalog("docker-local", "team/app");
        artifactory.Json("GET /api/docker/docker-local/v2/team/app/tags/list", """{"tags":["v1"]}""");
        await using var driver = artifactory.Driver();

        Assert.Equal([new RemoteRepository(Image, null, null)], await ListAsync(driver));
        Assert.Equal([new RemoteTag("v1", null, null)], await driver.ListTagsAsync(Image, Cancelled));
        Assert.Equal(new RemoteRepository(Image, null, null), await driver.As<IRepositoryListing>()!.FindRepositoryAsync(Image, Cancelled));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(1000, false)]
    public async Task ListRepositoriesAsync_FreeEdition_IsSearchedWhileOnePageHoldsAll(int images, bool searched)
    {
        var queries = new List<string>();
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Json("GET /api/system/licenses", """{"type":"JCR Edition"}""");
        artifactory.On(Aql, Finds(() => [.. Enumerable.Range(0, images).Select(number => Item($"image-{number}/1"))], queries));
        artifactory.Catalog("docker-local", "from/the/catalogue");
        await using var driver = artifactory.Driver();

        var found = await ListAsync(driver);

        Assert.Equal(searched ? images : 1, found.Count);
        Assert.DoesNotContain(".sort(", Assert.Single(queries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListRepositoriesAsync_NoAdministrator_IsNotSearchedFor()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Fails("GET /api/system/licenses", 403, "Forbidden");
        artifactory.On(Aql, Finds(() => [Item("team/app/1.0")]));
        artifactory.Catalog("docker-local", "team/app", "and/all/others");
        await using var driver = artifactory.Driver();

        Assert.Equal(2, (await ListAsync(driver)).Count);
        Assert.DoesNotContain(artifactory.Targets, target => target.Contains("aql", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ListRepositoriesAsync_SomethingGoesBetweenTwoPages_NothingIsMissed()
    {
        var items = Enumerable.Range(0, 1500).Select(number => Item($"image-{number:0000}/1")).ToList();
        var calls = 0;
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.On(Aql, Finds(() =>
        {
            if (++calls == 2)
            {
                items.RemoveAt(0);
            }

            return items;
        }));
        await using var driver = artifactory.Driver();

        var found = (await ListAsync(driver)).Select(image => image.Name.Value).ToHashSet();

        Assert.All(Enumerable.Range(1, 1499), number => Assert.Contains($"docker-local/image-{number:0000}", found));
    }

    [Fact]
    public async Task ListTagsAsync_Administrator_GivesDigestAndTimeAndNoTagOfAnotherImage()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.On(Aql, Finds(() => [Item("team/app/1.0"), Item("team/app/sha256:" + Sha), Item("team/app/sub/2.0")]));
        await using var driver = artifactory.Driver();

        var tag = Assert.Single(await driver.ListTagsAsync(Image, Cancelled));

        Assert.Equal(("1.0", "sha256:" + Sha, new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero)), (tag.Name, tag.Digest, tag.PushedAt));
    }

    [Fact]
    public async Task DeleteTagAsync_FolderOfAnotherImageInside_LeavesThatOne()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker-local");
        artifactory.Json("GET /api/storage/docker-local/team/app", """{"children":[{"uri":"/sha256__ab","folder":false},{"uri":"/manifest.json","folder":false},{"uri":"/1.0","folder":true}]}""");
        artifactory.Json("GET /api/storage/docker-local/team/app/1.0", """{"children":[{"uri":"/manifest.json","folder":false}]}""");
        foreach (var path in new[] { "team/app/sha256__ab", "team/app/manifest.json", "team/app/1.0" })
        {
            artifactory.Json($"DELETE /docker-local/{path}", "", 204);
        }

        await using var driver = artifactory.Driver();
        var deletion = driver.As<IImageDeletion>()!;

        await deletion.DeleteTagAsync(RepositoryName.Parse("docker-local/team"), "app", Cancelled);
        await deletion.DeleteTagAsync(Image, "1.0", Cancelled);

        Assert.Equal(
            ["DELETE /artifactory/docker-local/team/app/manifest.json", "DELETE /artifactory/docker-local/team/app/sha256__ab", "DELETE /artifactory/docker-local/team/app/1.0"],
            artifactory.Targets.Where(target => target.StartsWith("DELETE ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Deletion_OfWhatIsKeptElsewhere_IsRefused()
    {
        await using var artifactory = await ScriptedArtifactory.StartAsync("docker VIRTUAL", "hub REMOTE");
        await using var driver = artifactory.Driver();

        foreach (var name in new[] { "docker/team/app", "hub/library/nginx" })
        {
            Assert.Equal(RegistryErrorCode.Unsupported, (await Assert.ThrowsAsync<RegistryException>(() => driver.As<IImageDeletion>()!.DeleteTagAsync(RepositoryName.Parse(name), "1", Cancelled))).Code);
        }
    }

    [GeneratedRegex(@"\.offset\((\d+)\)")]
    private static partial Regex Offset();

    [GeneratedRegex(@"\.limit\((\d+)\)")]
    private static partial Regex Limit();
}
