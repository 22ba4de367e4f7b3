namespace Roadstead.Core.Contracts.Identity;

/// <summary>One membership.</summary>
/// <param name="Name">The workspace.</param>
/// <param name="Role">The role in it.</param>
public sealed record Membership(
    string Name,
    WorkspaceRole Role);
