namespace Roadstead.Core.Contracts.Registries;

/// <summary>How many spaces a registry has.</summary>
/// <param name="Public">Public ones.</param>
/// <param name="Private">Private ones.</param>
/// <param name="Total">All.</param>
public sealed record SpaceCounts(
    int Public,
    int Private,
    int Total);
