using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Roadstead.Server.Spaces.Sync;

/// <summary>How often registries are asked for their spaces, and how much they may answer.</summary>
public sealed class SpaceSyncOptions
{
    public const string Section = "SpaceSync";

    /// <summary>Time between two looks at one registry. What is changed here is brought there at once. Default 30 seconds: a change made there is seen within a minute. 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest that one list, or one change, may take. Default 2 minutes; 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Until a change that the registry refused is tried again by itself. Default 5 minutes; 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RetryRefusedAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Spaces that a registry may have; what it lists beyond is not taken over. Default 20,000; 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxSpaces { get; set; } = 20_000;
}

[OptionsValidator]
internal sealed partial class SpaceSyncOptionsValidator : IValidateOptions<SpaceSyncOptions>;
