namespace Roadstead.Kubernetes.Watching;

/// <summary>How an informer follows the API server.</summary>
public sealed record InformerOptions
{
    /// <summary>Objects asked for by one page of a list; less when a page turns out too large. Default 500.</summary>
    public int PageSize { get; init; } = ListPage.DefaultLimit;

    /// <summary>Most objects of a list; a longer one is taken for a server gone wrong. Default 300,000, twice what Kubernetes supports of pods.</summary>
    public int MaxObjects { get; init; } = 300_000;

    /// <summary>
    /// True takes the very first list from the API server's memory (<see cref="ListPage.FromCache"/>): for a few objects that a selector picks among very many. It may be a moment old; the watch that
    /// follows tells the rest. Later lists are always of now, so that nothing goes back in time. Default false.
    /// </summary>
    public bool FirstFromCache { get; init; }

    /// <summary>First wait after a failure; doubled after each, with jitter. Default 0.2 s.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest wait after a failure. Default 30 s.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A watch that lived as long as this was a good one: failures are counted anew. Default 5 s.</summary>
    public TimeSpan Settled { get; init; } = TimeSpan.FromSeconds(5);
}
