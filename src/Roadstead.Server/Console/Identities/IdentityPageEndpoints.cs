using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Http;
using Roadstead.Server.Overview.Identities;

namespace Roadstead.Server.Console.Identities;

internal static class IdentityPageEndpoints
{
    internal const string Soon = "soon";

    internal static void Map(RouteGroupBuilder pages) => pages.MapGet(ConsolePaths.Identities, List).RequireAccess(AccessRule.PlatformAdmin);

    private static IResult List(HttpContext http, [AsParameters] ListQuery query, string? state, string? ends, IdentityOverviewService identities)
    {
        if (query.Check() is { } problem)
            return ConsoleResults.Problem(http, problem);
        var searched = query.Whole();
        var wanted = WireName.Read<DeliveryState>(state);
        var rows = identities.List().Where(row => (wanted is null || row.Identity.State == wanted) && (ends != Soon || row.EndsSoon) && IsFound(row, searched.Q));
        var page = Paging.Of(rows, row => $"{row.Registry}/{row.Identity.Account}", searched);
        var model = new IdentitiesModel(query.Url(ConsolePaths.Identities).With("state", state).With("ends", ends), page.Items, page.NextCursor, page.Total);
        return ConsoleResults.Page<IdentitiesPage, IdentityRows, IdentitiesModel>(http, model);
    }

    private static bool IsFound(PlatformIdentity row, string? text) => text is null
        || row.Identity.Account.Contains(text, StringComparison.OrdinalIgnoreCase) || row.Registry.Contains(text, StringComparison.OrdinalIgnoreCase)
        || row.Identity.Workspace.Contains(text, StringComparison.OrdinalIgnoreCase) || row.Identity.Cluster.Contains(text, StringComparison.OrdinalIgnoreCase);
}
