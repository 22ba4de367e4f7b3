namespace Roadstead.Registries;

/// <summary>An image's configuration.</summary>
/// <param name="Author">The author; null when it names none.</param>
/// <param name="Os">The operating system.</param>
/// <param name="Architecture">The architecture, with its variant.</param>
/// <param name="Created">When it was built; null when it says nothing, or the epoch that reproducible builds write.</param>
/// <param name="Labels">Labels.</param>
/// <param name="History">How it was built, oldest first.</param>
public sealed record ArtifactConfig(
    string? Author,
    string? Os,
    string? Architecture,
    DateTimeOffset? Created,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyList<ArtifactHistory> History);
