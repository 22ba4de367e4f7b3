using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Roadstead.Server.PullIdentities;

/// <summary>How pull identities are renewed.</summary>
public sealed class PullIdentitiesOptions : IValidatableObject
{
    public const string Section = "PullIdentities";

    /// <summary>An account that ends by itself is renewed after this share of its life, at the latest.</summary>
    public const double RenewAtShareOfLife = 2.0 / 3;

    /// <summary>
    /// How long an older generation opens the doors after the namespace's pull secret was seen to hold the newer: for pulls that had begun, and for nodes whose copy
    /// of the secret is a moment old. Where access was taken away there is no such time. Default 30 seconds; 0 to 1 hour.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Overlap { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How old an account at a registry grows before the next generation takes its place. Default 30 days; 1 minute to 1,000 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1000.00:00:00")]
    public TimeSpan RenewEvery { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long an account at a registry lives when nobody renews it, as after the end of this Roadstead. At two thirds of it the account is renewed, whatever
    /// <see cref="RenewEvery"/> says, which must be no more than that. Default 90 days; 1 day to 3,000 days, rounded up to what the registry counts in.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3000.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Time between looks at a registry for what somebody did to our accounts there. Default 2 minutes; 0.1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromMinutes(2);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => RenewEvery > Lifetime * RenewAtShareOfLife
        ? [new ValidationResult($"{Section}:{nameof(RenewEvery)} is more than two thirds of {Section}:{nameof(Lifetime)}: an account could end before it is renewed.", [nameof(RenewEvery)])]
        : [];
}

[OptionsValidator]
internal sealed partial class PullIdentitiesOptionsValidator : IValidateOptions<PullIdentitiesOptions>;
