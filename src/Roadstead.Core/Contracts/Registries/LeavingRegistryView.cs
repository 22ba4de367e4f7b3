namespace Roadstead.Core.Contracts.Registries;

/// <summary>A registry that was removed here while something that Roadstead made is still in it.</summary>
/// <param name="Id">What it is forgotten by.</param>
/// <param name="Name">The name that it had.</param>
/// <param name="Url">Its address.</param>
/// <param name="LeftAt">When it was removed.</param>
/// <param name="GivesUpAt">When Roadstead stops trying.</param>
/// <param name="Reason">Why it is not done; null while nothing failed.</param>
/// <param name="Message">The reason in words.</param>
public sealed record LeavingRegistryView(
    Guid Id,
    string Name,
    string Url,
    DateTimeOffset LeftAt,
    DateTimeOffset GivesUpAt,
    string? Reason,
    string? Message);
