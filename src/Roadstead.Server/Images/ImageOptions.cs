using System.ComponentModel.DataAnnotations;

namespace Roadstead.Server.Images;

/// <summary>How the index is kept. Section <c>Images</c> of the configuration.</summary>
public sealed class ImageOptions
{
    public const string Section = "Images";

    /// <summary>How long after a crawl of a registry the next one begins. Default 10 minutes; 1 second to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan CrawlEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long after a crawl, or after a look before, a registry that tells what has changed is asked for that. Default 30 seconds; 1 second to 1 day.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// When a repository is read again of which the registry tells no change: a tag that goes alone may be no change to it. Default 1 hour; 1 second to 7 days.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan ReadAgainEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long after a failed crawl the next one begins; doubled with each further failure, up to <see cref="CrawlEvery"/>. Default 15 seconds; 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Repositories of one registry that are read at the same time. Default 4; 1 to 32.</summary>
    [Range(1, 32)]
    public int ParallelReads { get; set; } = 4;

    /// <summary>Registries that are crawled at the same time. Default 64; 1 to 1,000.</summary>
    [Range(1, 1000)]
    public int ParallelCrawls { get; set; } = 64;

    /// <summary>How long a request for tags that the index does not hold waits for the registry. Default 3 seconds; 100 milliseconds to 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan LiveTagsTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a request for an artifact waits for the registry. Default 10 seconds; 1 second to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ArtifactTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
