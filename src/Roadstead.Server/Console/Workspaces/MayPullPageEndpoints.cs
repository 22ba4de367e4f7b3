using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Images;
using Roadstead.Server.Overview;
using Roadstead.Server.Registries;
using Roadstead.Server.Spaces;
using Roadstead.Server.Workspaces;

namespace Roadstead.Server.Console.Workspaces;

internal static class MayPullPageEndpoints
{
    private static readonly ListQuery One = new() { Limit = 1 };

    internal static async Task<IResult> ListAsync(
        HttpContext http, string w, string? show, [AsParameters] ListQuery query, Caller caller,
        WorkspaceFrameService frames, SpaceReader spaces, RegistryReader registries, WorkspaceOverviewService overviews, FacetService facets, NamespaceService namespaces, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem)
            return ConsoleResults.Problem(http, problem);
        var frame = await frames.ReadAsync(http, w, cancellationToken);
        if (!frame.IsSuccess)
            return ConsoleResults.Problem(http, frame.Problem);

        var known = facets.OfWorkspace(w);
        var page = show is MayPullShow.Own
            ? new Page<SpaceView>([], null, 0)
            : await spaces.ListAsync(query.Whole(), await FilterAsync(w, show, known, overviews, cancellationToken), caller, cancellationToken);
        var own = await OwnAsync(w, show, query, registries, cancellationToken);
        var places = await namespaces.ListAsync(w, One, cancellationToken);
        var model = new MayPullModel(frame.Value, query.Url(ConsolePaths.MayPull(w)).With("show", show), page.Items, page.NextCursor, page.Total, own, known.Registries)
        {
            Place = places is { IsSuccess: true, Value.Items: [var first, ..] } ? new NamespacePlace(first.Cluster, first.Namespace, w) : null,
        };
        return ConsoleResults.Page<MayPullPage, MayPullRows, MayPullModel>(http, model);
    }

    private static async Task<SpaceFilter> FilterAsync(string w, string? show, ImageFacets known, WorkspaceOverviewService overviews, CancellationToken cancellationToken) => show switch
    {
        MayPullShow.Trouble => new SpaceFilter
        {
            Usable = known.SpaceIds,
            Among = (
                [.. known.Registries.Where(registry => registry is { Workspace: null, Status: RegistryStatus.Unhealthy }).Select(registry => registry.Name)],
                [.. (await overviews.ListUnreadyAsync(w, cancellationToken)).Select(row => row.SpaceId)]),
        },
        MayPullShow.Private or MayPullShow.Public => new SpaceFilter { Usable = known.SpaceIds, Visibility = show },
        _ => new SpaceFilter { Usable = known.SpaceIds },
    };

    // A workspace has few of its own: they stand above the spaces, once.
    private static async Task<IReadOnlyList<RegistryView>> OwnAsync(string w, string? show, ListQuery query, RegistryReader registries, CancellationToken cancellationToken)
    {
        if (show is MayPullShow.Private or MayPullShow.Public || query.Cursor is { Length: > 0 })
            return [];
        var filter = new RegistryFilter { Status = show is MayPullShow.Trouble ? RegistryStatus.Unhealthy : null };
        var page = await registries.ListAsync(w, query with { Limit = ListQuery.MaxLimit }, filter, cancellationToken);
        return page.IsSuccess ? page.Value.Items : [];
    }
}
