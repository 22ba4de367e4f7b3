using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces;

/// <summary>What stands in the way of spaces that include others: such a space gives no more than they do. As the access map has it, which decides.</summary>
internal static class SpaceInclusion
{
    private const int MaxNamed = 5;

    /// <summary>Why a public space is not open to everybody; null when it is, or is not meant to be.</summary>
    public static string? ObstacleOf(Space space, AccessMap map) =>
        space.Visibility is Visibility.Public && map.FindObstacles(space.RegistryId, space.Prefix, null) is { Count: > 0 } included
            ? $"{Describe(space.Name, included, null)} Who may not pull from those may not pull through it either. {Remedy(null)}"
            : null;

    /// <summary>Why namespaces of a workspace may not pull all that a space shows; null when they may, by their binding.</summary>
    public static string? ObstacleOf(Space space, Workspace workspace, AccessMap map) =>
        map.FindObstacles(space.RegistryId, space.Prefix, workspace.Id) is { Count: > 0 } included ? $"{Describe(space.Name, included, workspace.Name)} {Remedy(workspace.Name)}" : null;

    /// <summary>The refusal to open such a space; null where nothing stands in the way.</summary>
    public static Problem? Check(Space space, AccessMap map) =>
        map.FindObstacles(space.RegistryId, space.Prefix, null) is { Count: > 0 } included ? Refuse($"{Describe(space.Name, included, null)} {Remedy(null)}", included) : null;

    /// <summary>The refusal to bind such a space; null where nothing stands in the way.</summary>
    public static Problem? Check(Space space, IEnumerable<Workspace> workspaces, AccessMap map)
    {
        foreach (var workspace in workspaces.OrderBy(workspace => workspace.Name, StringComparer.Ordinal))
        {
            if (map.FindObstacles(space.RegistryId, space.Prefix, workspace.Id) is { Count: > 0 } included)
                return Refuse($"{Describe(space.Name, included, workspace.Name)} {Remedy(workspace.Name)}", included);
        }

        return null;
    }

    private static Problem Refuse(string detail, IReadOnlyList<string> included) =>
        new(ErrorCodes.SpaceIncludesPrivate, detail, Extensions: new Dictionary<string, object?> { ["includes"] = included });

    private static string Describe(string space, IReadOnlyList<string> included, string? workspace)
    {
        var names = string.Join(", ", included.Take(MaxNamed).Select(name => $"'{name}'")) + (included.Count > MaxNamed ? $" and {included.Count - MaxNamed} more" : "");
        return $"'{space}' includes {names}, which {(included.Count == 1 ? "is" : "are")} {(workspace is null ? "not public" : $"neither public nor bound to the workspace '{workspace}'")} (or not known here).";
    }

    private static string Remedy(string? workspace) => workspace is null ? "Make public what it includes, or bind it to those who need it." : $"Bind what it includes to '{workspace}' too, or make it public.";
}
