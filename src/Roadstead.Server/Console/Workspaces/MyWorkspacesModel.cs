using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Contracts.Workspaces;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>The workspaces that a person belongs to.</summary>
/// <param name="Items">Each with the person's role.</param>
/// <param name="IsPlatformAdmin">True: sees all workspaces elsewhere.</param>
public sealed record MyWorkspacesModel(IReadOnlyList<(WorkspaceView Workspace, WorkspaceRole Role)> Items, bool IsPlatformAdmin);
