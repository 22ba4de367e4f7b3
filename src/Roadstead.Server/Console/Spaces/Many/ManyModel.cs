using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Console.Spaces.Many;

/// <summary>Many spaces, to be bound to one workspace or unbound from it.</summary>
/// <param name="Deed">Which of both.</param>
/// <param name="Spaces">The spaces that were chosen, by registry and name.</param>
/// <param name="Options">Workspaces to choose from.</param>
public sealed record ManyModel(ManyDeed Deed, IReadOnlyList<SpaceView> Spaces, IReadOnlyList<WorkspaceView> Options)
{
    /// <summary>The workspace that is chosen; null before.</summary>
    public string? Workspace { get; init; }

    public string? Search { get; init; }

    /// <summary>True when more workspaces match than are shown.</summary>
    public bool HasMore { get; init; }

    /// <summary>Who loses what; null before a workspace is chosen, and for a deed that takes nothing away.</summary>
    public ImpactView? Impact { get; init; }

    public Problem? Problem { get; init; }

    public string Action => Deed == ManyDeed.Bind ? ConsolePaths.BindSpaces : ConsolePaths.UnbindSpaces;

    /// <summary>Spaces that the deed changes nothing of.</summary>
    public int Unchanged => Workspace is null ? 0 : Spaces.Count(space => IsBound(space) == (Deed == ManyDeed.Bind));

    private bool IsBound(SpaceView space) => space.Workspaces.Any(binding => binding.Name == Workspace && binding.State is not DeliveryState.Removing);
}
