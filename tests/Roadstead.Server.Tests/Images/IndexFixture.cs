using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.References;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Hosting;
using Roadstead.Server.Images;
using Roadstead.Server.Images.Index;
using Roadstead.Server.Images.Search;
using Roadstead.Server.Registries;
using Roadstead.Server.Storage;
using Roadstead.Server.Tests.Hosting;
using Roadstead.Testing;

namespace Roadstead.Server.Tests.Images;

/// <summary>An index of its own, without a server: what is in it, and which access map decides, a test says.</summary>
internal sealed class IndexFixture : IAccessMapSource, IUpstreamSource, IRegistryHealth, IAsyncDisposable
{
    private readonly TempDirectory directory = new();
    private readonly LogCapture logs = new();
    private readonly ILoggerFactory loggers;

    public IndexFixture()
    {
        loggers = LoggerFactory.Create(builder => builder.AddProvider(logs));
        Database = new IndexDatabase(new DataDirectory(ServerOptions.Read(new ConfigurationBuilder().AddInMemoryCollection([new("ROADSTEAD_DATA_DIR", directory.Path)]).Build())), loggers.CreateLogger<IndexDatabase>());
        Writer = new IndexWriter(Database, TimeProvider.System, loggers.CreateLogger<IndexWriter>());
        Crawls = new CrawlStore(Database, Writer, TimeProvider.System);
        Images = new ImageService(this, this, new ImageStore(Database), this);
    }

    public AccessMap Current { get; set; } = AccessMap.Empty;

    public IReadOnlyDictionary<Guid, Upstream> Leaving => new Dictionary<Guid, Upstream>();

    public IReadOnlyDictionary<Guid, Upstream> Upstreams => new Dictionary<Guid, Upstream>();

    public IndexDatabase Database { get; }

    public IndexWriter Writer { get; }

    public CrawlStore Crawls { get; }

    public ImageService Images { get; }

    public IReadOnlyCollection<string> LogLines => logs.Lines;

    public RegistryHealth Of(Guid registryId) => RegistryHealth.Unknown with { Status = RegistryStatus.Healthy };

    public Task StartAsync() => Writer.StartAsync(TestContext.Current.CancellationToken);

    /// <summary>Puts repositories into the index; each was updated a minute after the one before.</summary>
    public async Task AddAsync(Guid registryId, IReadOnlyList<string> paths)
    {
        var crawl = await Crawls.BeginAsync(registryId, TestContext.Current.CancellationToken);
        var names = paths.Where(path => RepositoryName.TryParse(path, out _));
        foreach (var chunk in names.Chunk(CrawlStore.NamesAtOnce)) await Crawls.AddNamesAsync(crawl, [.. chunk.Select(path => new RemoteRepository(RepositoryName.Parse(path), null, null))], TestContext.Current.CancellationToken);
        await Writer.WriteAsync(1, session =>
        {
            // A driver names no such thing; an index that holds it all the same must not show it.
            foreach (var path in paths.Except(names))
                session.Execute("INSERT INTO repositories (registry, path, first_seen_at, last_seen_at, listed_in) VALUES ($1, $2, 0, 0, 0)", crawl.Key, path);
            for (var i = 0; i < paths.Count; i++)
                session.Execute("UPDATE repositories SET updated_at = $1 WHERE registry = $2 AND path = $3", DateTime.UnixEpoch.AddYears(50).AddMinutes(i).Ticks, crawl.Key, paths[i]);
        }, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.StopAsync(CancellationToken.None);
        Writer.Dispose();
        loggers.Dispose();
        logs.Dispose();
        directory.Dispose();
    }
}
