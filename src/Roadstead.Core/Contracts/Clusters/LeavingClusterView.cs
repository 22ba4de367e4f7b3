namespace Roadstead.Core.Contracts.Clusters;

/// <summary>A cluster that was deleted here while something that Roadstead made is still in it.</summary>
/// <param name="Id">What it is forgotten by.</param>
/// <param name="Name">The name that it had.</param>
/// <param name="Server">Address of its API server.</param>
/// <param name="LeftAt">When it was deleted.</param>
/// <param name="GivesUpAt">When Roadstead stops trying.</param>
/// <param name="Reason">Why it is not done; null while nothing failed.</param>
/// <param name="Message">The reason in words.</param>
public sealed record LeavingClusterView(
    Guid Id,
    string Name,
    string Server,
    DateTimeOffset LeftAt,
    DateTimeOffset GivesUpAt,
    string? Reason,
    string? Message);
