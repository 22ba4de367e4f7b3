using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Spaces;
using Roadstead.Server.Workspaces;

namespace Roadstead.Server.Console.Spaces.Choice;

/// <summary>Puts together what the choice of a space's workspaces shows.</summary>
internal sealed class BindingChoiceReader(WorkspaceService workspaces, SpaceService spaces)
{
    private const int ShownOptions = 50;

    /// <param name="space">The space.</param>
    /// <param name="choice">What is chosen so far.</param>
    /// <param name="query">Search and place.</param>
    /// <param name="show">Which workspaces: one of the values that <see cref="BindingsModel"/> names; all for anything else.</param>
    /// <param name="caller">Who looks.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    internal async Task<BindingsModel> ReadAsync(SpaceView space, BindingChoice choice, ListQuery query, string? show, Caller caller, CancellationToken cancellationToken)
    {
        var filter = show switch
        {
            BindingsModel.Bound => new WorkspaceFilter { Space = space.Id, IsBound = true },
            BindingsModel.Free => new WorkspaceFilter { Space = space.Id, IsBound = false },
            BindingsModel.Changed => new WorkspaceFilter { Names = [.. choice.Coming, .. choice.Leaving] },
            _ => new WorkspaceFilter(),
        };
        var page = await workspaces.ListAsync(query with { Limit = ShownOptions }, filter, caller, cancellationToken);
        var chosen = choice.Chosen.ToHashSet(StringComparer.Ordinal);
        var bindings = space.Workspaces.ToDictionary(binding => binding.Name, StringComparer.Ordinal);
        var url = query.Url(ConsolePaths.SpaceBindings(space.Id)).With("show", filter == new WorkspaceFilter() ? null : show);
        return new BindingsModel(space, BindingService.ETag(space), choice, url, [.. page.Items.Select(workspace => Option(workspace, chosen, bindings))])
        {
            NextCursor = page.NextCursor,
            Total = page.Total,
            Impact = await ImpactAsync(space, choice, cancellationToken),
        };
    }

    private async Task<ImpactView?> ImpactAsync(SpaceView space, BindingChoice choice, CancellationToken cancellationToken)
    {
        if (space.Visibility == Visibility.Public || choice.Leaving.Count == 0)
            return null;
        var impact = await spaces.UnbindImpactAsync(space.Id, choice.Leaving, cancellationToken);
        return impact.IsSuccess ? impact.Value : null;
    }

    private static WorkspaceOption Option(WorkspaceView workspace, HashSet<string> chosen, Dictionary<string, BindingView> bindings) =>
        new(workspace.Name, workspace.DisplayName, workspace.NamespaceCount, chosen.Contains(workspace.Name), bindings.GetValueOrDefault(workspace.Name));
}
