namespace Roadstead.Server.Images;

/// <summary>Learns that a crawl has come to its end. The next crawl of the registry waits for it, no other one does.</summary>
public interface ICrawlObserver
{
    Task CrawlFinishedAsync(Guid registryId, CancellationToken cancellationToken);
}
