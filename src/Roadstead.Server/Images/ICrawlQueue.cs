namespace Roadstead.Server.Images;

#pragma warning disable CA1711 // to those who ask it is a queue, though no collection
/// <summary>Asks for what the index holds to be read again. Returns at once; safe for any number of threads.</summary>
public interface ICrawlQueue
{
    /// <summary>Crawls a registry as soon as it can be. While a crawl of it runs, another one follows.</summary>
    void Request(Guid registryId);

    /// <summary>Something has changed, and nobody can say where: looks soon for what has, as far as the registry tells, but not at every call.</summary>
    void RequestLook(Guid registryId);

    /// <summary>One repository has changed, or may have: reads it again, and adds it when it is new.</summary>
    /// <param name="registryId">The registry.</param>
    /// <param name="repository">The path within it. What is no path is left alone.</param>
    void NoteChanged(Guid registryId, string repository);
}
