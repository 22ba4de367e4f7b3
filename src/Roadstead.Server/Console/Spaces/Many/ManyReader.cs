using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Spaces;
using Roadstead.Server.Workspaces;

namespace Roadstead.Server.Console.Spaces.Many;

/// <summary>Puts together what is shown of many spaces.</summary>
internal sealed class ManyReader(SpaceReader spaces, WorkspaceService workspaces, ManyBindingsService many)
{
    private const int ShownOptions = 50;

    /// <summary>The ids that a form or address names, each once, no more than are done at once.</summary>
    internal static IReadOnlyList<Guid> Ids(IEnumerable<string?> texts) =>
        [.. texts.Select(text => Guid.TryParse(text, out var id) ? id : (Guid?)null).OfType<Guid>().Distinct().Take(ManyBindingsService.MaxSpaces)];

    internal async Task<IReadOnlyList<SpaceView>> SpacesAsync(IReadOnlyList<Guid> ids, Caller caller, CancellationToken cancellationToken) =>
        [.. (await spaces.GetAllAsync(ids, caller, cancellationToken)).OrderBy(space => space.Registry, StringComparer.Ordinal).ThenBy(space => space.Name, StringComparer.Ordinal)];

    internal async Task<ManyModel> ReadAsync(ManyDeed deed, IReadOnlyList<Guid> ids, string? workspace, string? search, Caller caller, CancellationToken cancellationToken)
    {
        var query = new ListQuery { Limit = ShownOptions, Q = search }.Whole();
        var page = await workspaces.ListAsync(query.Check() is null ? query : new ListQuery { Limit = ShownOptions }, caller, cancellationToken);
        var chosen = string.IsNullOrEmpty(workspace) ? null : workspace;
        return new ManyModel(deed, await SpacesAsync(ids, caller, cancellationToken), page.Items)
        {
            Workspace = chosen,
            Search = query.Q,
            HasMore = page.NextCursor is not null,
            Impact = deed == ManyDeed.Unbind && chosen is not null ? await many.ImpactAsync(ids, chosen, cancellationToken) : null,
        };
    }
}
