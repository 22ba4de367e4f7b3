using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Roadstead.Server.PullIdentities;

/// <summary>How pull identities are renewed.</summary>
public sealed class PullIdentitiesOptions
{
    public const string Section = "PullIdentities";

    /// <summary>
    /// How long an older generation opens the doors after the namespace's pull secret was seen to hold the newer: for pulls that had begun, and for nodes whose copy
    /// of the secret is a moment old. Where access was taken away there is no such time. Default 30 seconds; 0 to 1 hour.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Overlap { get; set; } = TimeSpan.FromSeconds(30);
}

[OptionsValidator]
internal sealed partial class PullIdentitiesOptionsValidator : IValidateOptions<PullIdentitiesOptions>;
