using System.Globalization;
using System.Text.Json.Nodes;
using Roadstead.Testing;
using Roadstead.Testing.Artifactory;

namespace Roadstead.Registries.Tests.Artifactory;

/// <summary>Searches in the query language.</summary>
public sealed class FakeArtifactorySearchTests
{
    private const string Documented =
        """items.find({"repo":"docker-local","name":{"$in":["manifest.json","list.manifest.json"]}}).include("repo","path","name","size","created","modified","actual_sha1","sha256","property").sort({"$asc":["path"]}).offset(0).limit(1000)""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_documented_query_finds_each_tag_with_its_properties()
    {
        await using var artifactory = await FakeArtifactory.StartAsync();
        using var images = artifactory.Images();
        var single = await artifactory.PushAsync("docker-local/team/app", "v1", cancellationToken: Cancel);
        var index = await images.PushIndexAsync("docker-local/team/app", "multi", [new TestImage(), new TestImage { Architecture = "arm64", Layers = ["arm"] }], cancellationToken: Cancel);
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        var found = await SearchAsync(admin, Documented);

        var tags = found["results"]!.AsArray().Where(item => !((string)item!["path"]!).Contains(':', StringComparison.Ordinal)).ToList();
        Assert.Equal(["team/app/multi", "team/app/v1"], tags.Select(item => (string)item!["path"]!));
        Assert.Equal(["list.manifest.json", "manifest.json"], tags.Select(item => (string)item!["name"]!));
        Assert.Equal([index.Digest[7..], single.Digest[7..]], tags.Select(item => (string)item!["sha256"]!));
        Assert.Equal(single.SizeBytes, (long)tags[1]!["size"]!);
        var properties = tags[1]!["properties"]!.AsArray().ToDictionary(property => (string)property!["key"]!, property => (string)property!["value"]!);
        Assert.Equal(("v1", "team/app", single.Digest, single.MediaType), (properties["docker.manifest"], properties["docker.repoName"], properties["docker.manifest.digest"], properties["docker.manifest.type"]));
        Assert.Equal(0, (int)found["range"]!["start_pos"]!);
        Assert.Equal(1000, (int)found["range"]!["limit"]!);
        Assert.Equal(found["results"]!.AsArray().Count, (int)found["range"]!["total"]!);

        // What the index holds lies in folders named by digest.
        Assert.Equal(index.Children.Count, found["results"]!.AsArray().Count - tags.Count);
    }

    [Fact]
    public async Task Searches_filter_by_time_and_pattern_and_page()
    {
        var time = new ManualTime();
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false, Time = time });
        artifactory.AddRepository("docker-local/team-a/app", "v1");
        time.Advance(TimeSpan.FromMinutes(5));
        artifactory.AddRepository("docker-local/team-b/app", "v1");
        var second = time.GetUtcNow().ToString("o", CultureInfo.InvariantCulture);
        time.Advance(TimeSpan.FromMinutes(5));
        artifactory.AddRepository("docker-local/team-b/app", "v2");
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        Assert.Equal(["team-b/app/v2"], await PathsAsync($$$"""{"name":"manifest.json","modified":{"$gt":"{{{second}}}"}}"""));
        Assert.Equal(["team-b/app/v1", "team-b/app/v2"], await PathsAsync($$$"""{"name":"manifest.json","modified":{"$gte":"{{{second}}}"}}"""));
        Assert.Equal(["team-b/app/v1", "team-b/app/v2"], await PathsAsync("""{"name":{"$match":"*manifest.json"},"path":{"$match":"team-b/*"}}"""));
        Assert.Equal(["team-a/app/v1", "team-b/app/v2"], await PathsAsync("""{"name":"manifest.json","$or":[{"path":{"$match":"team-a*"}},{"@docker.manifest":"v2"}]}"""));
        Assert.Equal(["team-b/app/v1"], await PathsAsync("""{"name":"manifest.json"}""", ".offset(1).limit(1)"));
        Assert.Equal(3, (await PathsAsync("""{"name":"manifest.json","size":{"$gt":"10"}}""")).Count);
        Assert.Equal("team-b/app/v2", (await PathsAsync("""{"name":"manifest.json"}""", order: "$desc"))[0]);
        Assert.Empty(await PathsAsync("""{"repo":"absent"}"""));
        Assert.Equal(["team-b/app/v2"], await PathsAsync("""{"name":"manifest.json"},{"path":{"$match":"team-b*"},"@docker.manifest":"v2"}""", ".distinct(false)"));

        async Task<IReadOnlyList<string>> PathsAsync(string criteria, string page = "", string order = "$asc") =>
            [.. (await SearchAsync(admin, $$"""items.find({{criteria}}).sort({"{{order}}":["path"]}){{page}}"""))["results"]!.AsArray().Select(item => (string)item!["path"]!)];
    }

    [Fact]
    public async Task Who_is_no_admin_finds_what_he_may_read_up_to_a_limit_and_must_ask_for_the_name()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false, UserQueryLimit = 2 });
        artifactory.AddRepository("docker-local/team-a/app", "v1", "v2", "v3");
        artifactory.AddRepository("docker-local/team-b/app", "v1");
        artifactory.CreateUser("dev");
        artifactory.Grant("dev", "docker-local", "team-a/**");
        using var user = new FakeArtifactoryApi(artifactory, "Bearer " + artifactory.CreateToken("dev").Value);

        var found = await SearchAsync(user, Documented);
        Assert.Equal(["team-a/app/v1", "team-a/app/v2"], found["results"]!.AsArray().Select(item => (string)item!["path"]!));
        var refused = await user.SendAsync("POST", "/api/search/aql", """items.find({"repo":"docker-local"}).include("size")""", "text/plain");
        Assert.Equal(400, refused.Status);
        Assert.Contains("repo, path and name", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("""items.find({"repo":"docker-local")""")]
    [InlineData("""items.find({"color":"red"})""")]
    [InlineData("""items.find({"repo":{"$like":"a"}})""")]
    [InlineData("""items.find({}).having("x")""")]
    [InlineData("""items.find({"repo":"docker-local"}).include("repo","path","name").sort({"$asc":["modified"]})""")]
    public async Task What_is_no_query_is_refused(string query)
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false });
        artifactory.AddRepository("docker-local/app", "v1");
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        Assert.Equal(400, (await admin.SendAsync("POST", "/api/search/aql", query, "text/plain")).Status);
    }

    [Fact]
    public async Task The_free_editions_search_but_do_not_sort()
    {
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false, Edition = ArtifactoryEdition.Jcr });
        artifactory.AddRepository("docker-local/app", "v1");
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        Assert.Single((await SearchAsync(admin, """items.find({"name":"manifest.json"}).limit(10)"""))["results"]!.AsArray());
        var refused = await admin.SendAsync("POST", "/api/search/aql", """items.find({"name":"manifest.json"}).sort({"$asc":["path"]})""", "text/plain");
        Assert.Equal(400, refused.Status);
        Assert.EndsWith("Sorting is not supported by AQL in the open source version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_searches_than_may_run_are_turned_away()
    {
        var time = new ManualTime();
        await using var artifactory = await FakeArtifactory.StartAsync(new FakeArtifactorySettings { WithStorage = false, SearchConcurrency = 1, SearchDuration = TimeSpan.FromSeconds(1), Time = time });
        using var admin = new FakeArtifactoryApi(artifactory, artifactory.Admin.Basic);

        var first = SearchAsync(admin, "items.find({})");
        await Eventually.TrueAsync(() => time.Pending.Count == 1, "the first search runs", Cancel);
        Assert.Equal(429, (await admin.SendAsync("POST", "/api/search/aql", "items.find({})", "text/plain")).Status);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull((await first)["results"]);
    }

    private static async Task<JsonNode> SearchAsync(FakeArtifactoryApi api, string query)
    {
        var reply = await api.SendAsync("POST", "/api/search/aql", query, "text/plain");
        Assert.True(reply.Status == 200, $"{reply.Status} {reply.Text}");
        return reply.Json;
    }
}
