namespace Roadstead.Core.Contracts.Spaces;

/// <summary>Body of <c>POST /registries/{r}/spaces</c>.</summary>
/// <param name="Name">Path components joined by '/', 1-255 characters.</param>
/// <param name="Visibility">Public or private.</param>
public sealed record CreateSpace(
    string? Name,
    Visibility? Visibility);
