namespace Roadstead.Core.Contracts.Spaces;

/// <summary>Body of <c>PUT /spaces/{id}/workspaces</c>.</summary>
/// <param name="Workspaces">The whole list.</param>
public sealed record PutBindings(
    IReadOnlyList<string>? Workspaces);
