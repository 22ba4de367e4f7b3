using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Roadstead.Server.Admission;

/// <summary>How long certificates of the webhooks live, and how their authority is changed.</summary>
public sealed class AdmissionOptions
{
    public const string Section = "Admission";

    /// <summary>Life of the serving certificate; it is renewed when a third of that is left. Default 7 days; 10 seconds to 90 days.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "90.00:00:00")]
    public TimeSpan CertificateLife { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Life of the authority; its successor is made when a tenth of that is left. Default 10 years; 1 minute to 20 years.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7305.00:00:00")]
    public TimeSpan AuthorityLife { get; set; } = TimeSpan.FromDays(3653);

    /// <summary>How long every cluster's configuration must have named a new authority before it signs: the API servers of a cluster learn of it one after another. Default 1 minute; 0 to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan AuthoritySettles { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the old authority stays in the configurations when the new one signs. Default 1 hour; 0 to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan AuthorityStays { get; set; } = TimeSpan.FromHours(1);
}

[OptionsValidator]
internal sealed partial class AdmissionOptionsValidator : IValidateOptions<AdmissionOptions>;
