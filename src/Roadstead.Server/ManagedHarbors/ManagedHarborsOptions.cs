using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Roadstead.Server.ManagedHarbors;

/// <summary>How Harbors in clusters are made and followed.</summary>
public sealed class ManagedHarborsOptions
{
    public const string Section = "ManagedHarbors";

    /// <summary>The release that is made when none is asked for; one that the operator knows. Default 2.6.2.</summary>
    [Required]
    [RegularExpression(@"[0-9]+\.[0-9]+\.[0-9]+")]
    public string DefaultVersion { get; set; } = "2.6.2";

    /// <summary>Time between looks at whether a cluster serves HarborClusters. Default 15 seconds; 0.1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan DiscoveryInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Time between looks at a Harbor and its secrets, which nobody tells of. Default 30 seconds; 0.1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan LookInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a Harbor must be away before it counts as gone: an API server that starts knows no HarborClusters for a moment. Default 30 seconds; 0.1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan GoneAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after its making a Harbor that is not healthy counts as one that is being installed. Default 15 minutes; 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan InstallWithin { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>First wait after an integration that failed; doubled with each. Default 2 seconds; 0.1 second to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait after an integration that failed. Default 2 minutes; 0.1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Wait after a login was refused three times in a row, which only a new password mends and which costs the account patience. Default 10 minutes; 0.1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan RefusedLoginWait { get; set; } = TimeSpan.FromMinutes(10);
}

[OptionsValidator]
internal sealed partial class ManagedHarborsOptionsValidator : IValidateOptions<ManagedHarborsOptions>;
