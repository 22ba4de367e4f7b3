using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Components;

namespace Roadstead.Server.Console.Spaces.Choice;

/// <summary>Which workspaces a space is bound to, to choose anew.</summary>
/// <param name="Space">The space.</param>
/// <param name="ETag">The tag of the list that was shown: a change that somebody made since is not overwritten.</param>
/// <param name="Choice">What is chosen so far.</param>
/// <param name="Url">Search, filter and place of the workspaces that are shown.</param>
/// <param name="Options">These workspaces.</param>
public sealed record BindingsModel(SpaceView Space, string ETag, BindingChoice Choice, ListUrl Url, IReadOnlyList<WorkspaceOption> Options)
{
    public const string Bound = "bound";
    public const string Free = "free";
    public const string Changed = "changed";

    /// <summary>The next workspaces; null at the end.</summary>
    public string? NextCursor { get; init; }

    /// <summary>How many workspaces match; null when over 10,000.</summary>
    public long? Total { get; init; }

    /// <summary>Who loses the space by what is chosen, and what of theirs runs; null when nobody does.</summary>
    public ImpactView? Impact { get; init; }

    public Problem? Problem { get; init; }

    /// <summary>True when what is chosen takes the right to pull from somebody.</summary>
    public bool TakesAway => Space.Visibility == Visibility.Private && Choice.Leaving.Count > 0;

    public bool IsNarrowed => Url["q"] is not null || Url["show"] is not null;

    public string Action => ConsolePaths.SpaceBindings(Space.Id);

    public string OptionsPath => Action + "/options";

    public string ChangesPath => Action + "/changes";

    public string Back => ConsolePaths.SpacesOf(Space.Registry);

    /// <summary>Chosen, and not among those that are shown: these go along unseen.</summary>
    public IEnumerable<string> ComingUnseen => Choice.Coming.Except(Options.Select(option => option.Name), StringComparer.Ordinal);

    /// <summary>To be unbound, and not among those that are shown.</summary>
    public IEnumerable<string> LeavingUnseen => Choice.Leaving.Except(Options.Select(option => option.Name), StringComparer.Ordinal);
}
