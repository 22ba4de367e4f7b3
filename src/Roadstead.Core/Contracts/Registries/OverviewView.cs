namespace Roadstead.Core.Contracts.Registries;

/// <summary>A registry at a glance.</summary>
/// <param name="Host">The host of its image names.</param>
/// <param name="Version">The product's version.</param>
/// <param name="Spaces">Spaces.</param>
/// <param name="Repositories">Repositories: as the registry counts them where it does, else in the index.</param>
/// <param name="Artifacts">Artifacts: as the registry counts them where it does, else those that tags name in the index.</param>
/// <param name="Storage">Storage.</param>
/// <param name="Index">How fresh all this is.</param>
/// <param name="QuickStart">What to do next.</param>
/// <param name="Events">How the registry tells of changes; null for one that cannot.</param>
public sealed record OverviewView(
    string Host,
    string? Version,
    SpaceCounts Spaces,
    long Repositories,
    long Artifacts,
    StorageView Storage,
    IndexView Index,
    IReadOnlyList<QuickStartStep> QuickStart,
    EventsView? Events);
