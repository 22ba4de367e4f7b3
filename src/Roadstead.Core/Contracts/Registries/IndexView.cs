namespace Roadstead.Core.Contracts.Registries;

/// <summary>How fresh the index of a registry is.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="StartedAt">When the last crawl began.</param>
/// <param name="FinishedAt">When the last complete crawl ended.</param>
/// <param name="Repositories">Repositories seen so far by the crawl that runs, else by the last one.</param>
/// <param name="LagSeconds">Seconds since the last complete crawl began; null before the first.</param>
/// <param name="Reason">Why it fails; null otherwise.</param>
public sealed record IndexView(
    IndexState State,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    long Repositories,
    double? LagSeconds,
    string? Reason);
