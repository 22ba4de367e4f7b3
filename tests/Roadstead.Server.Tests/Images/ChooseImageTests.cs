using System.Net;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Images;

/// <summary>Choose image and what belongs to it, on a real Docker Registry.</summary>
public sealed class ChooseImageTests : IAsyncLifetime
{
    private DockerRegistryProcess registry = null!;
    private ImageWorld world = null!;

    private string Host => registry.Url.Authority;

    public async ValueTask InitializeAsync()
    {
        registry = await DockerRegistryProcess.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        world = await ImageWorld.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task A_namespace_finds_what_is_public_or_bound_and_nothing_else()
    {
        await PushAsync("team-a/app", "team-ab/app", "shop/web", "base/alpine", "loose");
        await world.IntegrateAsync("hub", registry.Url);
        await world.AddSpaceAsync("hub", "base", "public");
        var teamA = await world.AddSpaceAsync("hub", "team-a", "private", "blue");

        Assert.Equal([$"{Host}/base/alpine", $"{Host}/team-a/app"], await SortedAsync("blue"));
        Assert.Equal([$"{Host}/base/alpine"], await SortedAsync("red"));

        await world.Host.Admin.SendOkAsync(HttpMethod.Delete, $"/api/v1/spaces/{teamA}/workspaces/blue");
        Assert.Equal([$"{Host}/base/alpine"], await SortedAsync("blue"));
    }

    [Fact]
    public async Task A_row_tells_where_an_image_is_and_how_it_does()
    {
        using var images = registry.Images();
        await images.PushAsync("base/alpine", "3.20", new TestImage { Created = Day(1) }, TestContext.Current.CancellationToken);
        await images.PushAsync("base/alpine", "3.21", new TestImage { Created = Day(2), Layers = ["newer"] }, TestContext.Current.CancellationToken);
        await world.IntegrateAsync("hub", registry.Url);
        await world.AddSpaceAsync("hub", "base", "public");

        var image = Assert.Single(await world.ChooseAsync("red"));

        Assert.Equal("hub", image["registry"]!.GetValue<string>());
        Assert.Equal("base", image["space"]!.GetValue<string>());
        Assert.Equal("public", image["visibility"]!.GetValue<string>());
        Assert.Equal(2, image["tagCount"]!.GetValue<int>());
        Assert.Equal(Day(2), image["updatedAt"]!.GetValue<DateTimeOffset>());
        Assert.Equal("healthy", image["registryStatus"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_registry_behind_the_gateway_shows_the_gateways_names()
    {
        await using var locked = await DockerRegistryProcess.StartAsync(new DockerRegistrySettings { Username = "robot", Password = "secret" }, TestContext.Current.CancellationToken);
        using var images = locked.Images();
        await images.PushAsync("team-a/app", "1", cancellationToken: TestContext.Current.CancellationToken);
        await world.IntegrateAsync("vault", locked.Url, "robot", "secret");
        await world.AddSpaceAsync("vault", "team-a", "private", "blue");
        await world.IntegrateAsync("own", registry.Url, workspace: "blue");
        await PushAsync("mine");
        await world.Host.Admin.SendAsync(HttpMethod.Post, "/api/v1/workspaces/blue/registries/own/check");

        Assert.Equal([$"{world.Host.GatewayHost}/vault/team-a/app"], await world.NamesAsync("blue", "registry=vault"));
        Assert.Empty(await world.NamesAsync("red"));
    }

    [Theory]
    [InlineData("registry=hub&space=base", 1)]
    [InlineData("registry=other", 0)]
    [InlineData("visibility=public", 1)]
    [InlineData("visibility=private", 2)]
    [InlineData("space=team-a", 1)]
    [InlineData("space=*", 1)]
    public async Task Filters_narrow_the_list(string query, int expected)
    {
        await PushAsync("team-a/app", "base/alpine", "loose");
        await world.IntegrateAsync("hub", registry.Url);
        await world.AddSpaceAsync("hub", "base", "public");
        await world.AddSpaceAsync("hub", "team-a", "private", "blue");
        var root = (await world.AllAsync("/api/v1/registries/hub/spaces")).Single(space => space["name"]!.GetValue<string>() == "*")["id"]!.GetValue<string>();
        await world.Host.Admin.SendOkAsync(HttpMethod.Put, $"/api/v1/spaces/{root}/workspaces/blue");

        Assert.Equal(expected, (await world.ChooseAsync("blue", query)).Count);
    }

    [Theory]
    [InlineData("visibility=open")]
    [InlineData("limit=0")]
    [InlineData("cursor=WyJhIl0")]
    [InlineData("sort=name")]
    public async Task Bad_parameters_are_named(string query)
    {
        var (status, body) = await world.GetAsync($"/api/v1/namespaces/blue/dev/images?{query}");

        Assert.True(status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest, $"{status} {body}");
        Assert.NotNull(body!["code"]);
    }

    [Fact]
    public async Task Tags_come_newest_first_and_signatures_not_at_all()
    {
        using var images = registry.Images();
        var old = await images.PushAsync("base/alpine", "9.0", new TestImage { Created = Day(1) }, TestContext.Current.CancellationToken);
        await images.PushIndexAsync("base/alpine", "10.0", [new TestImage { Created = Day(2), Layers = ["a"] }, new TestImage { Created = Day(2), Architecture = "arm64", Layers = ["b"] }], cancellationToken: TestContext.Current.CancellationToken);
        await images.PushAsync("base/alpine", "1.9", new TestImage { Created = DateTimeOffset.UnixEpoch, Layers = ["c"] }, TestContext.Current.CancellationToken);
        await images.PushAsync("base/alpine", "1.10", new TestImage { Created = DateTimeOffset.UnixEpoch, Layers = ["d"] }, TestContext.Current.CancellationToken);
        await images.AttachAsync("base/alpine", old, "application/vnd.test.signature", "signed", TestContext.Current.CancellationToken);
        await images.PushAsync("base/alpine", $"{old.Digest.Replace(':', '-')}.sig", new TestImage { Layers = ["sig"] }, TestContext.Current.CancellationToken);
        await world.IntegrateAsync("hub", registry.Url);
        await world.AddSpaceAsync("hub", "base", "public");

        var tags = await world.AllAsync("/api/v1/namespaces/red/dev/tags", $"image={Host}/base/alpine", limit: 2);

        Assert.Equal(["10.0", "9.0", "1.10", "1.9"], tags.Select(tag => tag["tag"]!.GetValue<string>()));
        Assert.Equal(["linux/amd64", "linux/arm64"], tags[0]["platforms"]!.AsArray().Select(platform => platform!.GetValue<string>()));
        Assert.Equal($"{Host}/base/alpine:9.0", tags[1]["reference"]!.GetValue<string>());
        Assert.Equal(old.Digest, tags[1]["digest"]!.GetValue<string>());
        Assert.Equal(old.TotalBytes, tags[1]["sizeBytes"]!.GetValue<long>());
        Assert.Equal(Day(1), tags[1]["pushedAt"]!.GetValue<DateTimeOffset>());
        Assert.Null(tags[2]["pushedAt"]);
    }

    [Fact]
    public async Task Tags_of_an_image_that_is_not_allowed_are_refused_with_the_verdict()
    {
        await PushAsync("team-a/app");
        await world.IntegrateAsync("hub", registry.Url);
        await world.AddSpaceAsync("hub", "team-a", "private", "blue");

        var (status, body) = await world.GetAsync($"/api/v1/namespaces/red/dev/tags?image={Host}/team-a/app");

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("image-not-allowed", body!["code"]!.GetValue<string>());
        Assert.Equal("not-bound", body["verdict"]!["reason"]!.GetValue<string>());
        Assert.Equal("team-a", body["verdict"]!["space"]!.GetValue<string>());
    }

    [Fact]
    public async Task Tags_of_an_image_that_was_pushed_a_moment_ago_are_read_from_the_registry()
    {
        await world.IntegrateAsync("hub", registry.Url);
        await world.AddSpaceAsync("hub", "base", "public");
        await PushAsync("base/fresh");

        var tag = Assert.Single(await world.AllAsync("/api/v1/namespaces/red/dev/tags", $"image={Host}/base/fresh"));
        var (status, body) = await world.GetAsync($"/api/v1/namespaces/red/dev/tags?image={Host}/base/absent");

        Assert.Equal("1", tag["tag"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.NotFound, "image-not-found"), (status, body!["code"]!.GetValue<string>()));

        // What was read goes into the index in the background.
        await Eventually.TrueAsync(async () => await world.NamesAsync("red") is [var name] && name == $"{Host}/base/fresh", "it can be chosen", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_artifact_shows_what_it_is_made_of_to_those_who_may_pull_it()
    {
        using var images = registry.Images();
        var pushed = await images.PushAsync("team-a/app", "1", new TestImage { Author = "Ada", Labels = new Dictionary<string, string> { ["who"] = "test" }, Layers = ["x", "y"] }, TestContext.Current.CancellationToken);
        await images.AttachAsync("team-a/app", pushed, "application/vnd.test.signature", "signed", TestContext.Current.CancellationToken);
        await world.IntegrateAsync("hub", registry.Url);
        await world.AddSpaceAsync("hub", "team-a", "private", "blue");
        using var member = await world.Host.UserAsync("mia", "blue");
        using var stranger = await world.Host.UserAsync("sam", "red", "admin");
        var path = $"/api/v1/images/artifact?image={Host}/team-a/app&reference=";

        var shown = await member.SendOkAsync(HttpMethod.Get, path + "1");
        var (hidden, _) = await stranger.SendAsync(HttpMethod.Get, path + "1");
        var (absent, _) = await member.SendAsync(HttpMethod.Get, path + "2");
        var (invalid, _) = await member.SendAsync(HttpMethod.Get, path + "%20%20-x");
        var byDigest = await world.Host.Admin.SendOkAsync(HttpMethod.Get, path + pushed.Digest);

        Assert.Equal(pushed.Digest, shown["digest"]!.GetValue<string>());
        Assert.Equal("Ada", shown["config"]!["author"]!.GetValue<string>());
        Assert.Equal("test", shown["config"]!["labels"]!["who"]!.GetValue<string>());
        Assert.Equal(2, shown["layers"]!.AsArray().Count);
        Assert.Equal(2, shown["history"]!.AsArray().Count);
        Assert.Equal("application/vnd.test.signature", shown["referrers"]!.AsArray().Single()!["artifactType"]!.GetValue<string>());
        Assert.Equal(["1"], byDigest["tags"]!.AsArray().Select(tag => tag!.GetValue<string>()));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.UnprocessableEntity), (hidden, absent, invalid));
    }

    [Fact]
    public async Task Browsing_shows_a_registrys_and_a_workspaces_images()
    {
        await PushAsync("team-a/app", "base/alpine");
        await world.IntegrateAsync("hub", registry.Url);
        await world.AddSpaceAsync("hub", "base", "public");

        Assert.Equal(2, (await world.AllAsync("/api/v1/registries/hub/images")).Count);
        Assert.Single(await world.AllAsync("/api/v1/workspaces/red/images"));
        Assert.Equal(HttpStatusCode.NotFound, (await world.GetAsync("/api/v1/registries/absent/images")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await world.GetAsync("/api/v1/workspaces/red/registries/hub/images")).Status);
    }

    private static DateTimeOffset Day(int day) => new(2026, 3, day, 0, 0, 0, TimeSpan.Zero);

    private async Task PushAsync(params string[] repositories)
    {
        using var images = registry.Images();
        foreach (var repository in repositories) await images.PushAsync(repository, "1", cancellationToken: TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyList<string>> SortedAsync(string workspace) => [.. (await world.NamesAsync(workspace)).Order(StringComparer.Ordinal)];
}
