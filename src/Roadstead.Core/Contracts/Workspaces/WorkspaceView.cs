namespace Roadstead.Core.Contracts.Workspaces;

/// <summary>A workspace.</summary>
/// <param name="Name">The name.</param>
/// <param name="DisplayName">The name for people.</param>
/// <param name="MemberCount">How many members.</param>
/// <param name="NamespaceCount">How many namespaces.</param>
/// <param name="SpaceCount">How many private spaces are bound to it.</param>
/// <param name="RegistryCount">How many registries of its own.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record WorkspaceView(
    string Name,
    string DisplayName,
    int MemberCount,
    int NamespaceCount,
    int SpaceCount,
    int RegistryCount,
    DateTimeOffset CreatedAt);
