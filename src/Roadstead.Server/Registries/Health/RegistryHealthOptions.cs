using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Roadstead.Server.Registries.Health;

/// <summary>How often registries are checked, and how long a check may take.</summary>
public sealed class RegistryHealthOptions
{
    public const string Section = "RegistryHealth";

    /// <summary>Time between cheap checks (reachable, TLS, product) of one registry. Default 15 seconds; 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CheapInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Time between checks of all signals of one registry. Default 5 minutes; 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FullInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest that one check may take; what is not known by then is a timeout. Default 15 seconds; 1 second to 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Each interval is lengthened or shortened by up to this part of it, so that checks spread out. Default 0.1; 0 to 0.5.</summary>
    [Range(0.0, 0.5)]
    public double Jitter { get; set; } = 0.1;

    /// <summary>Checks that run at the same time, over all registries. Default 64: with a deadline of 15 seconds even hundreds of dead registries keep no other waiting for long. 1 to 1000.</summary>
    [Range(1, 1000)]
    public int MaxConcurrentChecks { get; set; } = 64;
}

[OptionsValidator]
internal sealed partial class RegistryHealthOptionsValidator : IValidateOptions<RegistryHealthOptions>;
