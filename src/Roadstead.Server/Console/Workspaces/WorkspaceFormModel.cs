using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>The form that makes a workspace or changes its display name.</summary>
/// <param name="Action">Where it is posted.</param>
/// <param name="Back">Where "Cancel" leads.</param>
/// <param name="Crumbs">The pages above.</param>
/// <param name="IsNew">False: the name is fixed.</param>
public sealed record WorkspaceFormModel(string Action, string Back, IReadOnlyList<Crumb> Crumbs, bool IsNew)
{
    public static IReadOnlyList<string> Fields { get; } = ["name", "displayName"];

    public string? Name { get; init; }

    public string? DisplayName { get; init; }

    public Problem? Problem { get; init; }
}
