using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Images.Index;

/// <summary>The crawl of a registry that runs, or ran last.</summary>
/// <param name="Key">The registry's key in the index.</param>
/// <param name="RegistryId">The registry.</param>
/// <param name="Number">Counts crawls up from 1; 0 before the first.</param>
/// <param name="State">How it stands.</param>
/// <param name="NamesListed">True when it has listed all repositories: then only their tags are left to read.</param>
/// <param name="StartedAt">When it began; null before the first.</param>
/// <param name="FinishedAt">When the last complete one ended.</param>
/// <param name="CompleteSince">When the last complete one began: what the index shows is no older.</param>
/// <param name="Repositories">Repositories that it has seen.</param>
/// <param name="Reason">What went wrong; null when nothing did.</param>
internal sealed record CrawlRow(
    long Key,
    Guid RegistryId,
    long Number,
    IndexState State,
    bool NamesListed,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset? CompleteSince,
    long Repositories,
    string? Reason);
