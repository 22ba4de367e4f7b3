using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Server.Http;
using Roadstead.Server.Overview.Bindings;

namespace Roadstead.Server.Console.Bindings;

internal static class BindingListEndpoints
{
    internal static void Map(RouteGroupBuilder pages) => pages.MapGet(ConsolePaths.Bindings, ListAsync).RequireAccess(AccessRule.PlatformAdmin);

    private static async Task<IResult> ListAsync(HttpContext http, [AsParameters] ListQuery query, string? state, BindingOverviewService bindings, CancellationToken cancellationToken)
    {
        if (query.Check() is { } problem)
            return ConsoleResults.Problem(http, problem);
        var searched = query.Whole();
        var wanted = WireName.Read<DeliveryState>(state);
        var rows = (await bindings.ListAsync(cancellationToken)).Where(row => (wanted is null || row.Binding.State == wanted) && IsFound(row, searched.Q));
        var page = Paging.Of(rows, row => $"{row.Registry}/{row.Space} {row.Binding.Name}", searched);
        var model = new BindingListModel(query.Url(ConsolePaths.Bindings).With("state", state), page.Items, page.NextCursor, page.Total);
        return ConsoleResults.Page<BindingListPage, BindingListRows, BindingListModel>(http, model);
    }

    private static bool IsFound(UnreadyBinding row, string? text) => text is null
        || row.Space.Contains(text, StringComparison.OrdinalIgnoreCase) || row.Registry.Contains(text, StringComparison.OrdinalIgnoreCase) || row.Binding.Name.Contains(text, StringComparison.OrdinalIgnoreCase);
}
