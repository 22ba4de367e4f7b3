using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Roadstead.Server.Clusters.Connections;

/// <summary>How clusters are followed.</summary>
public sealed class ClustersOptions
{
    public const string Section = "Clusters";

    /// <summary>Time between looks at whether a cluster answers. Default 10 seconds; 0.1 second to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long such a look, and each step of a new connection, may take. Default 5 seconds; 0.1 second to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan CheckTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time between looks at the rights of the account; while some are missing every third look at the cluster looks at them too. Default 5 minutes; 0.1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan RightsInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>First wait after a failed attempt to connect; doubled with each. Default 1 second; 0.05 second to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait after a failed attempt to connect. Default 30 seconds; 0.05 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after a cluster was deleted it is tried to remove what Roadstead made there. Default 7 days; 1 minute to 90 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan LeaveWithin { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Time between looks at the digests that pods run. Default 30 seconds; 0.1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan DigestInterval { get; set; } = TimeSpan.FromSeconds(30);
}

[OptionsValidator]
internal sealed partial class ClustersOptionsValidator : IValidateOptions<ClustersOptions>;
