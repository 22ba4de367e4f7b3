namespace Roadstead.Core.Contracts.Spaces;

/// <summary>Body of <c>POST /registries/{r}/spaces</c>.</summary>
/// <param name="Name">What the registry allows: path components joined by '/', 1-255 characters; one component where the registry has spaces of its own.</param>
/// <param name="Visibility">Public or private.</param>
/// <param name="QuotaBytes">The most that it may hold, more than 0; null for no limit. Only where the registry can <c>set-quota</c>.</param>
public sealed record CreateSpace(
    string? Name,
    Visibility? Visibility,
    long? QuotaBytes = null);
