using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Console.Dashboard;
using Roadstead.Server.Workspaces;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>The workspaces that a person belongs to.</summary>
/// <param name="Items">Each with the person's role.</param>
/// <param name="IsPlatformAdmin">True: sees all workspaces elsewhere.</param>
/// <param name="Steps">What is done on the way to the first image that runs.</param>
/// <param name="Places">The first of their namespaces.</param>
public sealed record MyWorkspacesModel(IReadOnlyList<(WorkspaceView Workspace, WorkspaceRole Role)> Items, bool IsPlatformAdmin, FirstStepsModel Steps, IReadOnlyList<(NamespacePlace Place, WorkspaceNamespaceView Namespace)> Places);
