using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Roadstead.Server.Registries;

/// <summary>Bounds of integrating and probing registries.</summary>
public sealed class RegistriesOptions
{
    public const string Section = "Registries";

    /// <summary>The longest that looking at a registry may take before it is integrated, edited or probed. Default 12 seconds; 1 second to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan InspectionTimeout { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>Probes that one user may make in a minute; what a workspace integrates or edits without success counts too. Default 30; 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int ProbesPerMinute { get; set; } = 30;

    /// <summary>How long after a registry was removed it is tried to remove what Roadstead made there. Default 7 days; 1 minute to 90 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan LeaveWithin { get; set; } = TimeSpan.FromDays(7);
}

[OptionsValidator]
internal sealed partial class RegistriesOptionsValidator : IValidateOptions<RegistriesOptions>;
