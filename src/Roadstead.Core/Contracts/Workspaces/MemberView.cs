using Roadstead.Core.Contracts.Identity;

namespace Roadstead.Core.Contracts.Workspaces;

/// <summary>A member.</summary>
/// <param name="User">The user.</param>
/// <param name="Role">The role.</param>
/// <param name="Since">Since when.</param>
public sealed record MemberView(
    string User,
    WorkspaceRole Role,
    DateTimeOffset Since);
