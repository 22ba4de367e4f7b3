using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>A page of workspaces.</summary>
/// <param name="Url">The list's state.</param>
/// <param name="Items">This page's workspaces.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
/// <param name="Total">How many in all; null when over 10,000.</param>
/// <param name="MayCreate">True: workspaces can be made and deleted here.</param>
public sealed record WorkspacesModel(ListUrl Url, IReadOnlyList<WorkspaceView> Items, string? NextCursor, long? Total, bool MayCreate)
{
    public bool IsFiltered => Url["q"] is not null;
}
