using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>Who belongs to a workspace.</summary>
/// <param name="Frame">Around it.</param>
/// <param name="Url">The list's state.</param>
/// <param name="Items">This page's members.</param>
/// <param name="NextCursor">The next page; null on the last.</param>
/// <param name="Total">How many in all; null when over 10,000.</param>
public sealed record MembersModel(WorkspaceFrame Frame, ListUrl Url, IReadOnlyList<MemberView> Items, string? NextCursor, long? Total)
{
    /// <summary>Who its admins are, by name.</summary>
    public IReadOnlyList<string> Admins { get; init; } = [];

    /// <summary>Users to pick from; empty for those who may not see them.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>What was typed into the form that adds a member.</summary>
    public string? User { get; init; }

    /// <summary>Why the last change failed; names the fields <c>user</c> and <c>role</c>.</summary>
    public Problem? Problem { get; init; }
}
