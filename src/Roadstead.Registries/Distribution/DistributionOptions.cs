namespace Roadstead.Registries.Distribution;

/// <summary>Bounds of every call to a registry. One object serves all drivers; it is not changed after it was given to one.</summary>
public sealed class DistributionOptions
{
    /// <summary>Time to resolve the name and connect. Default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time from sending a request to the end of the answer's headers, connecting and TLS included. Default 30 s.</summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for the whole body of an answer that is read into memory. Default 30 s.</summary>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time without a byte while a blob streams; a blob has no other deadline. Default 30 s.</summary>
    public TimeSpan BlobIdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait for a place in the host's budget. Default 15 s.</summary>
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Time for a whole health check; what is not known by then is a <c>timeout</c>. Default 10 s.</summary>
    public TimeSpan CheckTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time to find out what is at an address, all questions together; what is known by then counts. Default 5 s.</summary>
    public TimeSpan DetectionTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest manifest. Default 4 MiB, what distribution itself accepts.</summary>
    public int MaxManifestBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Largest image configuration. Default 8 MiB.</summary>
    public int MaxConfigBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Largest page of a list. Default 16 MiB: some registries send everything at once.</summary>
    public int MaxPageBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Largest answer of a token service. Default 1 MiB.</summary>
    public int MaxTokenBytes { get; set; } = 1024 * 1024;

    /// <summary>Names asked for by one page. Default 1000, the most that distribution 2.x grants.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>Most pages of one list. Default 5000.</summary>
    public int MaxPages { get; set; } = 5000;

    /// <summary>Most names of one list. Default 1,000,000.</summary>
    public int MaxNames { get; set; } = 1_000_000;

    /// <summary>Most children of an index that are read; further ones count only by their own size. Default 128.</summary>
    public int MaxChildren { get; set; } = 128;
}
