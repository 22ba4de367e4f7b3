using Roadstead.Core.Contracts.Identity;

namespace Roadstead.Core.Contracts.Workspaces;

/// <summary>Body of <c>PUT /workspaces/{w}/members/{user}</c>.</summary>
/// <param name="Role">The role.</param>
public sealed record PutMember(
    WorkspaceRole? Role);
