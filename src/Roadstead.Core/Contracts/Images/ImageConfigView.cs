namespace Roadstead.Core.Contracts.Images;

/// <summary>An image's configuration.</summary>
/// <param name="Author">The author.</param>
/// <param name="Os">The operating system.</param>
/// <param name="Architecture">The architecture.</param>
/// <param name="Created">When it was built.</param>
/// <param name="Labels">Labels.</param>
public sealed record ImageConfigView(
    string? Author,
    string? Os,
    string? Architecture,
    DateTimeOffset? Created,
    IReadOnlyDictionary<string, string> Labels);
