using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Roadstead.Server.Overview;

/// <summary>How the figures of registries are kept. Section <c>Overview</c> of the configuration.</summary>
public sealed class OverviewOptions
{
    public const string Section = "Overview";

    /// <summary>How long after a registry was asked for its own figures it is asked again when it has changed; each crawl asks it as well. Default 1 minute; 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MeasureAtMostEvery { get; set; } = TimeSpan.FromMinutes(1);
}

[OptionsValidator]
internal sealed partial class OverviewOptionsValidator : IValidateOptions<OverviewOptions>;
