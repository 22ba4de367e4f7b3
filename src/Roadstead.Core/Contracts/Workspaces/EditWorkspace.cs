namespace Roadstead.Core.Contracts.Workspaces;

/// <summary>Body of <c>PATCH /workspaces/{w}</c>.</summary>
/// <param name="DisplayName">Null leaves it as it is.</param>
public sealed record EditWorkspace(
    string? DisplayName = null);
