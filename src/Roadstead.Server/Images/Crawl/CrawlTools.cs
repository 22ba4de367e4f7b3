using Roadstead.Server.Images.Index;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Images.Crawl;

/// <summary>What every registry's worker works with.</summary>
internal sealed class CrawlTools(
    IRegistryConnections connections, CrawlStore crawls, RepositoryReader reader, SweepStore sweeps, ImageOptions options, IEnumerable<ICrawlObserver> observers,
    IEnumerable<IChangeObserver> changeObservers, TimeProvider time) : IDisposable
{
    public IRegistryConnections Connections => connections;

    public CrawlStore Crawls => crawls;

    public RepositoryReader Reader => reader;

    public SweepStore Sweeps => sweeps;

    public ImageOptions Options => options;

    public TimeProvider Time => time;

    public IReadOnlyList<ICrawlObserver> Observers { get; } = [.. observers];

    public IReadOnlyList<IChangeObserver> ChangeObservers { get; } = [.. changeObservers];

    public RegistryCrawl Crawl { get; } = new(crawls, reader, sweeps, options, time);

    /// <summary>So many crawls run at once. They mostly wait for registries, so there are many.</summary>
    public SemaphoreSlim Slots { get; } = new(options.ParallelCrawls);

    public void Dispose() => Slots.Dispose();
}
