using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Roadstead.Server.Events;

/// <summary>How registries tell of changes. Section <c>Events</c> of the configuration.</summary>
public sealed class EventOptions
{
    public const string Section = "Events";

    /// <summary>How often the subscriptions of a registry are looked at and repaired. Default 10 minutes; 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long after a look that failed the next one begins; doubled with each further failure, up to <see cref="LookEvery"/>. Default 15 seconds; 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>True: registries do not verify the certificate of the address that they are given. Default false.</summary>
    public bool SkipVerify { get; set; }

    /// <summary>Messages of one registry that are read in a second, over a while; twenty times as many at once. What comes beyond is not read: Roadstead looks for itself. Default 50; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int MessagesPerSecond { get; set; } = 50;

    /// <summary>How long a change that was found without having been told of may still be told of; after that the state says that events do not arrive. Default 1 minute; 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LateAfter { get; set; } = TimeSpan.FromMinutes(1);
}

[OptionsValidator]
internal sealed partial class EventOptionsValidator : IValidateOptions<EventOptions>;
