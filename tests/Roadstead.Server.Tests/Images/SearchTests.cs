using Roadstead.Core.Access;
using Roadstead.Server.Http;
using Roadstead.Server.Images;
using Roadstead.Server.Images.Search;
using Roadstead.Server.Images.Tags;

namespace Roadstead.Server.Tests.Images;

public sealed class SearchTests
{
    private static readonly RegistryFact Hub = new(Guid.NewGuid(), "hub", null, null, "reg.test:5000", "gate.test/hub/");

    [Theory]
    [InlineData("nginx", "nginx", 0)]
    [InlineData("nginx", "team-a/nginx", 0)]
    [InlineData("team-a/nginx", "x/team-a/nginx", 0)]
    [InlineData("nginx", "team-a/nginx-proxy", 1)]
    [InlineData("nginx", "nginx/unit", 1)]
    [InlineData("nginx", "team-a/my-nginx", 2)]
    [InlineData("nginx", "my-nginx/nginx-x", 1)]
    [InlineData("", "anything", 0)]
    [InlineData("nginx", "apache", null)]
    public void Rank_TextInPath_SegmentsBeforeSubstrings(string text, string path, int? expected) =>
        Assert.Equal(expected, new SearchText(text, null).Rank(path));

    [Theory]
    [InlineData("payments api", "payments/api", 0)]
    [InlineData("api payments", "payments/api", 0)]
    [InlineData("payments api", "payments/core/api", 1)]
    [InlineData("payments api", "payments/api-gateway", 2)]
    [InlineData("payments api", "payments/backend-api", 3)]
    [InlineData("payments api", "payments/web", null)]
    public void Rank_SeveralWords_EachMustBeThereInAnyOrder(string text, string path, int? expected) =>
        Assert.Equal(expected, new SearchText(text, null).Rank(path));

    [Theory]
    [InlineData("  NGINX ", "nginx", false)]
    [InlineData("reg.test:5000/team-a/app", "team-a/app", true)]
    [InlineData("gate.test/hub/team-a/app:1.2", "team-a/app", true)]
    [InlineData("gate.test/hub/team-a/app@sha256:00", "team-a/app", true)]
    [InlineData("team-a/app:1.2", "team-a/app", false)]
    [InlineData("reg.test:5000/", "", true)]
    [InlineData(null, "", false)]
    [InlineData(" Payments\t API  api", "payments api", false)]
    [InlineData("backend reg.test:5000/payments :1.4", "backend payments 1.4", true)]
    public void Parse_WholeNames_LookInTheirRegistry(string? text, string expected, bool inHub)
    {
        var parsed = SearchText.Parse(text, [Hub]);

        Assert.Equal((expected, inHub ? Hub : null), (parsed.Text, parsed.Registry));
    }

    [Fact]
    public async Task List_ManyMatches_BestThenNewestThenName()
    {
        await using var index = new IndexFixture();
        await index.StartAsync();
        var registry = Guid.NewGuid();
        index.Current = Open(registry);
        await index.AddAsync(registry, ["b/my-web", "b/web", "a/web", "web-shop/x", "a/webmail", "web/old"]);
        await index.Writer.WriteAsync(1, session => { session.Execute("UPDATE repositories SET updated_at = 0 WHERE path IN ('b/web', 'a/web')"); }, TestContext.Current.CancellationToken);

        var page = index.Images.ListForNamespace("lab", "any", new ImageFilter(), new ListQuery { Q = "web" }, TestContext.Current.CancellationToken).Value;

        // a/web and b/web are exact, of unknown age; then what begins with it, the newest first; then what holds it.
        Assert.Equal(["a/web", "b/web", "web/old", "a/webmail", "web-shop/x", "b/my-web"], page.Items.Select(image => image.Image["reg.test/".Length..]));
        Assert.Equal(6, page.Total);
    }

    /// <summary>Few repositories are all looked at; many are found by the index of trigrams. Both must tell the same.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(6000)]
    public async Task List_SeveralWords_FindsThemInPathRegistryAndTag(int others)
    {
        await using var index = new IndexFixture();
        await index.StartAsync();
        var registry = Guid.NewGuid();
        index.Current = Open(registry);
        await index.AddAsync(registry, ["payments/backend-api", "payments/core/api", "payments/api", "payments/web", "shipping/api", .. Enumerable.Range(0, others).Select(i => $"filler/x{i}")]);
        await index.Writer.WriteAsync(1, session =>
        {
            session.Execute("INSERT INTO artifacts (id, registry, digest, media_type, platforms, size, created_at) SELECT 1, key, 'sha256:1', '', '', 1, 1 FROM crawls");
            session.Execute("INSERT INTO tags (repository, name, artifact, pushed_at, hidden) SELECT id, 'Release-1.4', 1, 1, 0 FROM repositories WHERE path IN ('payments/web', 'shipping/api')");
        }, TestContext.Current.CancellationToken);

        Assert.Equal(["payments/api", "payments/core/api", "payments/backend-api"], Found("payments api"));
        Assert.Equal(Found("payments api"), Found("API  payments"));
        Assert.Equal(["payments/backend-api"], Found("back pay api"));
        Assert.Equal(["shipping/api"], Found("hub shipping"));
        Assert.Equal(["payments/web"], Found("payments release-1.4"));
        Assert.Equal(["shipping/api"], Found("1.4 shipping"));
        Assert.Empty(Found("payments release-2"));
        Assert.Empty(Found("payments nothing"));
        Assert.Equal(5 + others, index.Images.ListForNamespace("lab", "any", new ImageFilter(), new ListQuery { Q = "hub" }, TestContext.Current.CancellationToken).Value.Total);

        IReadOnlyList<string> Found(string text) =>
            [.. index.Images.ListForNamespace("lab", "any", new ImageFilter(), new ListQuery { Q = text }, TestContext.Current.CancellationToken).Value.Items.Select(image => image.Image["reg.test/".Length..])];
    }

    [Fact]
    public async Task List_SeveralWords_PagesGoOnWhereTheyEnded()
    {
        await using var index = new IndexFixture();
        await index.StartAsync();
        var registry = Guid.NewGuid();
        index.Current = Open(registry);
        await index.AddAsync(registry, [.. Enumerable.Range(0, 7).Select(i => $"payments/api-{i}"), "payments/web"]);

        var all = new List<string>();
        string? cursor = null;
        do
        {
            var page = index.Images.ListForNamespace("lab", "any", new ImageFilter(), new ListQuery { Q = "api pay", Limit = 3, Cursor = cursor }, TestContext.Current.CancellationToken).Value;
            all.AddRange(page.Items.Select(image => image.Image));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(i => $"reg.test/payments/api-{i}"), all);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\"")]
    [InlineData("a\"b OR path:")]
    [InlineData("'; DROP TABLE repositories;--")]
    [InlineData("*")]
    [InlineData("é💥")]
    public async Task List_TextThatMeansSomethingToSql_MeansOnlyItself(string text)
    {
        await using var index = new IndexFixture();
        await index.StartAsync();
        var registry = Guid.NewGuid();
        index.Current = Open(registry);
        await index.AddAsync(registry, ["a/web", "a/web-x"]);

        var page = index.Images.ListForNamespace("lab", "any", new ImageFilter(), new ListQuery { Q = text }, TestContext.Current.CancellationToken);

        Assert.Empty(page.Value.Items);
    }

    [Theory]
    [InlineData("1.9", "1.10", -1)]
    [InlineData("1.10-rc1", "1.10", -1)]
    [InlineData("1.10", "1.10.1", -1)]
    [InlineData("v2", "v10", -1)]
    [InlineData("001", "1", 0)]
    [InlineData("20260101000000000000000000", "20260102000000000000000000", -1)]
    [InlineData("latest", "latest", 0)]
    public void CompareVersions_NumbersAsNumbers(string x, string y, int expected)
    {
        Assert.Equal(expected, Math.Sign(TagOrder.CompareVersions(x, y)));
        Assert.Equal(-expected, Math.Sign(TagOrder.CompareVersions(y, x)));
    }

    internal static AccessMap Open(Guid registry) => AccessMap.Build(new AccessSnapshot(
        1, "gate.test", [new ClusterRow("lab", false)], [], [], [new RegistryRow(registry, "hub", null, [new ImageHost("reg.test")], "reg.test/", false)],
        [new SpaceRow(Guid.NewGuid(), registry, "*", "", true)], [], []));
}
