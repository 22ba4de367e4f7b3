namespace Roadstead.Core.Contracts.Workspaces;

/// <summary>Body of <c>POST /workspaces</c>.</summary>
/// <param name="Name">1-63 of a-z 0-9 '-', not at the ends.</param>
/// <param name="DisplayName">Free text of at most 100 characters; null: the name.</param>
public sealed record CreateWorkspace(
    string? Name,
    string? DisplayName = null);
