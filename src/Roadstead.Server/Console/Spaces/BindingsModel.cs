using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.Spaces;

/// <summary>Which workspaces a space is bound to, to choose anew.</summary>
/// <param name="Space">The space.</param>
/// <param name="ETag">The tag of the list that was shown: a change that somebody made since is not overwritten.</param>
/// <param name="Options">The chosen workspaces, then others that the search finds.</param>
public sealed record BindingsModel(SpaceView Space, string ETag, IReadOnlyList<WorkspaceOption> Options)
{
    public string? Search { get; init; }

    /// <summary>True when there are more workspaces than are shown.</summary>
    public bool HasMore { get; init; }

    /// <summary>Workspaces that lose the space by what was chosen; asked for once more.</summary>
    public IReadOnlyList<string> Leaving { get; init; } = [];

    /// <summary>How many namespaces these hold.</summary>
    public int LeavingNamespaces { get; init; }

    /// <summary>The running workloads that lose the space, to be acknowledged; null when there are none.</summary>
    public ImpactView? Impact { get; init; }

    public Problem? Problem { get; init; }

    public string Action => ConsolePaths.SpaceBindings(Space.Id);

    public string OptionsPath => Action + "/options";

    public string Back => ConsolePaths.SpacesOf(Space.Registry);
}
