using Roadstead.Core.References;
using Roadstead.Registries;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Roadstead.Core.Access;
using Roadstead.Server.Hosting;
using Roadstead.Server.Images;
using Roadstead.Server.Images.Index;
using Roadstead.Server.Images.Search;
using Roadstead.Server.Storage;
using Roadstead.Testing;

namespace Roadstead.Benchmarks.Images;

/// <summary>A page of choose image out of 100,000 repositories, for somebody who may see all and somebody who may see little; and what the same page costs by a LIKE scan.</summary>
internal static class SearchBenchmark
{
    private const int Registries = 5, Teams = 1000, AppsOfTeam = 20, Page = 50, Calls = 200, ScanCalls = 40;

    public static async Task RunAsync(TextWriter output)
    {
        using var directory = new TempDirectory();
        using var data = new DataDirectory(ServerOptions.Read(new ConfigurationBuilder().AddInMemoryCollection([new("ROADSTEAD_DATA_DIR", directory.Path)]).Build()));
        var database = new IndexDatabase(data, NullLogger<IndexDatabase>.Instance);
        using var writer = new IndexWriter(database, TimeProvider.System, NullLogger<IndexWriter>.Instance);
        await writer.StartAsync(CancellationToken.None);
        var registries = Enumerable.Range(0, Registries).Select(_ => Guid.NewGuid()).ToList();
        await FillAsync(new CrawlStore(database, writer, TimeProvider.System), writer, registries);
        var map = Map(registries);
        var store = new ImageStore(database);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            # The index: what a search costs, and what a crawl costs others

            `dotnet run -c Release --project bench/Roadstead.Benchmarks -- images`, on {Environment.ProcessorCount} cores that others use too. Read the ratios, within this run.

            ## A page of {Page} out of {Registries * Teams * AppsOfTeam:N0} repositories

            {Registries} registries of {Teams:N0} spaces. One asker may see all of them; the other 10 spaces of each registry. Milliseconds; the yardstick is
            the same page by `LIKE '%text%'` over all rows, with the same visible set asked for each match.

            | asker | text | hits | p50 | p99 | LIKE p50 | LIKE p99 | p50, of LIKE's |
            |---|---|---|---|---|---|---|---|
            """));
        foreach (var (asker, ns) in new[] { ("sees all", "all"), ("sees 1 %", "some") })
        {
            foreach (var text in new[] { "app-00-0421", "app-00-04", "app", "42", "" })
            {
                var scope = new ImageScope(map.Visible("lab", ns), null, new ImageFilter());
                var search = SearchText.Parse(text, scope.Registries);
                var hits = Scan(database, scope, search, out var page);
                var found = store.Find(scope, search, null, Page, CancellationToken.None);
                if (!found.Rows.Select(row => row.Hit).SequenceEqual(page)) throw new InvalidOperationException($"The pages of '{text}' differ.");
                var find = Percentiles.Of(Calls, _ => store.Find(scope, search, null, Page, CancellationToken.None));
                var like = Percentiles.Of(ScanCalls, _ => Scan(database, scope, search, out var _));
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {asker} | {(text.Length == 0 ? "(none)" : $"`{text}`")} | {hits:N0} | {find.P50:F2} | {find.P99:F2} | {like.P50:F1} | {like.P99:F1} | {find.P50 / like.P50:F3} |"));
            }
        }

        await writer.StopAsync(CancellationToken.None);
    }

    private static string PathOf(int registry, int team, int app) => string.Create(CultureInfo.InvariantCulture, $"team-{team:0000}/app-{registry:00}-{team:0000}-{app:00}");

    private static async Task FillAsync(CrawlStore crawls, IndexWriter writer, List<Guid> registries)
    {
        for (var r = 0; r < registries.Count; r++)
        {
            var crawl = await crawls.BeginAsync(registries[r], CancellationToken.None);
            var paths = Enumerable.Range(0, Teams).SelectMany(team => Enumerable.Range(0, AppsOfTeam).Select(app => PathOf(r, team, app)));
            foreach (var chunk in paths.Chunk(CrawlStore.NamesAtOnce))
                await crawls.AddNamesAsync(crawl, [.. chunk.Select(path => new RemoteRepository(RepositoryName.Parse(path), null, null))], CancellationToken.None);
        }

        // Ages in no order of the names.
        await writer.WriteAsync(1, session => { session.Execute("UPDATE repositories SET updated_at = 638000000000000000 + (id * 7919) % 100003"); }, CancellationToken.None);
    }

    private static AccessMap Map(List<Guid> registries)
    {
        var all = new WorkspaceRow(Guid.NewGuid(), "all");
        var some = new WorkspaceRow(Guid.NewGuid(), "some");
        var spaces = registries.SelectMany(registry => Enumerable.Range(0, Teams)
            .Select(team => new SpaceRow(Guid.NewGuid(), registry, $"team-{team:0000}", $"team-{team:0000}", Public: false))).ToList();
        return AccessMap.Build(new AccessSnapshot(
            1,
            "gateway.test",
            [new ClusterRow("lab", false)],
            [all, some],
            [new NamespaceRow("lab", "all", all.Id), new NamespaceRow("lab", "some", some.Id)],
            [.. registries.Select((id, i) => new RegistryRow(id, $"reg-{i}", null, [new ImageHost($"reg-{i}.test")], $"reg-{i}.test/", false))],
            [.. spaces],
            [.. spaces.Select(space => new BindingRow(space.Id, all.Id)), .. spaces.Where(space => space.Prefix.EndsWith("42", StringComparison.Ordinal)).Select(space => new BindingRow(space.Id, some.Id))],
            []));
    }

    private static int Scan(IndexDatabase database, ImageScope scope, SearchText text, out IReadOnlyList<ImageHit> page)
    {
        using var session = new IndexSession(database.OpenReader());
        var registries = session.Read("SELECT key, registry FROM crawls", row => (row.GetInt64(0), Guid.Parse(row.GetString(1)))).ToDictionary(row => row.Item1, row => row.Item2);
        var hits = new HitCollector(null, Page);
        session.ForEach(
            "SELECT registry, path, updated_at FROM repositories WHERE path LIKE $1",
            row =>
            {
                var path = row.GetString(1);
                if (scope.TryLocate(registries[row.GetInt64(0)], path, out _, out _)) hits.Add(new ImageHit(text.Rank(path)!.Value, row.GetInt64(2), path, row.GetInt64(0)));
            },
            CancellationToken.None,
            $"%{text.Text}%");
        page = hits.Hits;
        return hits.Count;
    }
}
