using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Roadstead.Server.Images;
using Roadstead.Server.Images.Index;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Images;

/// <summary>How registries come into the index and stay as they are there.</summary>
public sealed class CrawlTests : IAsyncLifetime
{
    private SyntheticRegistry registry = null!;
    private ImageWorld world = null!;

    public async ValueTask InitializeAsync()
    {
        registry = await SyntheticRegistry.StartAsync(30);
        world = await ImageWorld.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task A_second_crawl_reads_only_what_is_new()
    {
        await world.IntegrateAsync("hub", registry.Url);
        Assert.Equal(30, registry.ManifestReads);

        registry.Add(SyntheticRegistry.PathOf(3), DateTimeOffset.UnixEpoch.AddYears(60));
        registry.Add("new/one", DateTimeOffset.UnixEpoch.AddYears(60));
        await CrawlAgainAsync();

        Assert.Equal(32, registry.ManifestReads);
        var images = await world.AllAsync("/api/v1/registries/hub/images");
        Assert.Equal(31, images.Count);
        Assert.Equal(["new/one", SyntheticRegistry.PathOf(3)], images.Take(2).Select(Path));
    }

    [Fact]
    public async Task What_a_complete_listing_does_not_name_goes()
    {
        await world.IntegrateAsync("hub", registry.Url);
        registry.Remove(SyntheticRegistry.PathOf(7));
        await CrawlAgainAsync();

        var images = await world.AllAsync("/api/v1/registries/hub/images");
        Assert.Equal(29, images.Count);
        Assert.DoesNotContain(SyntheticRegistry.PathOf(7), images.Select(Path));

        // Counts follow the index in the background.
        await Eventually.TrueAsync(
            async () => (await world.OverviewAsync("hub"))["artifacts"]!.GetValue<int>() == 29, "the repository is counted no more", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_listing_that_breaks_off_takes_nothing_away()
    {
        await world.IntegrateAsync("hub", registry.Url);
        registry.Remove(SyntheticRegistry.PathOf(7));
        registry.Interfere = context => Task.FromResult<int?>(context.Request.Path == "/v2/_catalog" ? 500 : null);
        Crawls.Request(await IdAsync());

        await StateAsync("failing");

        Assert.Equal(30, (await world.AllAsync("/api/v1/registries/hub/images")).Count);
        registry.Interfere = null;
        await StateAsync("ready");
        Assert.Equal(29, (await world.AllAsync("/api/v1/registries/hub/images")).Count);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    public async Task A_registry_that_cannot_be_listed_says_so_in_its_index_alone(int status)
    {
        registry.Interfere = context => Task.FromResult<int?>(context.Request.Path == "/v2/_catalog" ? status : null);
        await world.IntegrateAsync("hub", registry.Url, wait: false);

        var index = await StateAsync("failing");

        Assert.NotEmpty(index["reason"]!.GetValue<string>());
        Assert.Null(index["finishedAt"]);
    }

    [Fact]
    public async Task Names_are_found_while_their_tags_are_still_to_be_read()
    {
        var gate = new TaskCompletionSource();
        registry.Interfere = async context =>
        {
            // The first one is left to those who check the registry when it is integrated.
            if (context.Request.Path.Value is { } path && path.Contains("/tags/", StringComparison.Ordinal) && !path.Contains(SyntheticRegistry.PathOf(0), StringComparison.Ordinal)) await gate.Task;
            return null;
        };
        await world.IntegrateAsync("hub", registry.Url, wait: false);
        await world.AddSpaceAsync("hub", "team-000", "public");

        await Eventually.TrueAsync(async () => (await world.ChooseAsync("red", "q=app-00012")).Count == 1, "a name is found", TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(
            async () => await world.IndexAsync("hub") is var index && (index["state"]!.GetValue<string>(), index["repositories"]!.GetValue<int>()) == ("running", 30),
            "all names are counted while the crawl runs",
            TestContext.Current.CancellationToken);

        gate.SetResult();
        await world.CrawledAsync("hub");
        Assert.Equal(1, (await world.ChooseAsync("red", "q=app-00012"))[0]["tagCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_registry_that_never_answers_holds_no_other_up()
    {
        await world.IntegrateAsync("hub", registry.Url);
        var gate = new TaskCompletionSource();
        registry.Interfere = async context =>
        {
            if (context.Request.Path == "/v2/_catalog") await gate.Task.WaitAsync(context.RequestAborted);
            return null;
        };
        await using var other = await SyntheticRegistry.StartAsync(3);
        Crawls.Request(await IdAsync());
        await StateAsync("running");

        await world.IntegrateAsync("quick", other.Url);

        Assert.Equal("running", (await world.IndexAsync("hub"))["state"]!.GetValue<string>());
        gate.SetResult();
        await StateAsync("ready");
    }

    [Fact]
    public async Task A_repository_that_cannot_be_read_keeps_no_other_from_it()
    {
        var broken = SyntheticRegistry.PathOf(5);
        registry.Interfere = context => Task.FromResult<int?>(context.Request.Path.Value!.Contains(broken, StringComparison.Ordinal) ? 500 : null);
        await world.IntegrateAsync("hub", registry.Url);

        Assert.Contains(broken, (await world.IndexAsync("hub"))["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(29, (await world.AllAsync("/api/v1/registries/hub/images")).Count(image => image["tagCount"]!.GetValue<int>() == 1));
    }

    [Fact]
    public async Task A_changed_repository_is_read_again_without_a_crawl()
    {
        await world.IntegrateAsync("hub", registry.Url);
        var catalogReads = registry.CatalogReads;
        registry.Add("new/one", DateTimeOffset.UnixEpoch.AddYears(60));

        Crawls.NoteChanged(await IdAsync(), "new/one");
        Crawls.NoteChanged(await IdAsync(), "not there");
        Crawls.NoteChanged(await IdAsync(), "absent");

        await Eventually.TrueAsync(async () => (await world.AllAsync("/api/v1/registries/hub/images", "q=new/one")).Count == 1, "the new repository is found", TestContext.Current.CancellationToken);
        Assert.Equal(catalogReads, registry.CatalogReads);
    }

    [Fact]
    public async Task A_removed_registry_leaves_nothing_in_the_index()
    {
        await world.IntegrateAsync("hub", registry.Url);
        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, "/api/v1/registries/hub");

        var database = world.Host.Services.GetRequiredService<IndexDatabase>();
        await Eventually.TrueAsync(
            () =>
            {
                using var session = new IndexSession(database.OpenReader());
                return new[] { "crawls", "repositories", "names", "tags", "artifacts", "blobs", "artifact_blobs", "repository_blobs" }
                    .All(table => session.Number($"SELECT count(*) FROM {table}") == 0);
            },
            "the index is empty",
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_crawl_that_a_restart_cut_off_goes_on_where_it_was()
    {
        using var data = new TempDirectory();
        var read = 0;
        var gate = new TaskCompletionSource();
        registry.Interfere = async context =>
        {
            if (context.Request.Path.Value!.Contains("/tags/", StringComparison.Ordinal) && Interlocked.Increment(ref read) > 14) await gate.Task.WaitAsync(context.RequestAborted);
            return null;
        };
        await using (var first = await RoadsteadHost.StartAsync(ImageWorld.Settings(), data.Path))
        {
            await first.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries", new { name = "hub", type = "docker-registry", url = registry.Url.ToString() });
            await Eventually.TrueAsync(() => registry.ManifestReads >= 10, "some tags are read", TestContext.Current.CancellationToken);
        }

        var (catalogReads, manifestReads) = (registry.CatalogReads, registry.ManifestReads);
        registry.Interfere = null;
        gate.SetResult();
        await using var second = await RoadsteadHost.StartAsync(ImageWorld.Settings(), data.Path);
        JsonNode overview = null!;
        await Eventually.TrueAsync(
            async () => (overview = await second.Admin.SendOkAsync(HttpMethod.Get, "/api/v1/registries/hub/overview"))["index"]!["state"]!.GetValue<string>() == "ready",
            "the crawl is done",
            TestContext.Current.CancellationToken);

        Assert.Equal(30, overview["artifacts"]!.GetValue<int>());
        Assert.True(registry.ManifestReads - manifestReads <= 30 - 10 + 4, $"{registry.ManifestReads - manifestReads} manifests read again");
        Assert.InRange(registry.CatalogReads - catalogReads, 0, 3); // the health's own look at the listing alone
    }

    [Fact]
    public async Task A_lost_index_is_filled_again()
    {
        using var data = new TempDirectory();
        await using (var first = await RoadsteadHost.StartAsync(ImageWorld.Settings(), data.Path))
        {
            await first.Admin.SendOkAsync(HttpMethod.Post, "/api/v1/registries", new { name = "hub", type = "docker-registry", url = registry.Url.ToString() });
        }

        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(data.Path, "index.db*")) File.Delete(file);
        await using var second = await RoadsteadHost.StartAsync(ImageWorld.Settings(), data.Path);

        await Eventually.TrueAsync(
            async () => (await second.Admin.SendOkAsync(HttpMethod.Get, "/api/v1/registries/hub/overview"))["artifacts"]!.GetValue<int>() == 30,
            "the index is full again",
            TestContext.Current.CancellationToken);
    }

    private ICrawlQueue Crawls => world.Host.Services.GetRequiredService<ICrawlQueue>();

    private async Task<Guid> IdAsync() => (await world.Host.Admin.SendOkAsync(HttpMethod.Get, "/api/v1/registries/hub"))["id"]!.GetValue<Guid>();

    private async Task CrawlAgainAsync()
    {
        var before = (await world.IndexAsync("hub"))["finishedAt"]!.GetValue<DateTimeOffset>();
        Crawls.Request(await IdAsync());
        await Eventually.TrueAsync(async () => (await world.IndexAsync("hub"))["finishedAt"]!.GetValue<DateTimeOffset>() > before, "the registry is crawled again", TestContext.Current.CancellationToken);
    }

    private async Task<JsonNode> StateAsync(string state)
    {
        JsonNode index = null!;
        await Eventually.TrueAsync(async () => (index = await world.IndexAsync("hub"))["state"]!.GetValue<string>() == state, $"the index is {state}", TestContext.Current.CancellationToken);
        return index;
    }

    private static string Path(JsonNode image) => image["image"]!.GetValue<string>().Split('/', 2)[1];
}
