namespace Roadstead.Server.Registries;

/// <summary>The workspaces that are bound to spaces of a registry.</summary>
/// <param name="Items">The first of them, by name, each with the number of spaces that it is bound to.</param>
/// <param name="Total">How many there are.</param>
public sealed record BoundWorkspaces(IReadOnlyList<(string Name, int Spaces)> Items, int Total);
