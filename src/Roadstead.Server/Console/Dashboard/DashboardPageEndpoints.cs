using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Audit;
using Roadstead.Server.Http;
using Roadstead.Server.Overview;
using Roadstead.Server.Registries;

namespace Roadstead.Server.Console.Dashboard;

internal static class DashboardPageEndpoints
{
    private const int ShownRegistries = 7;
    private const int ShownChanges = 6;

    internal static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet(ConsolePaths.Dashboard, ShowAsync);
        pages.MapGet(ConsolePaths.DashboardHealth, HealthAsync).RequireAccess(AccessRule.PlatformAdmin);
    }

    /// <summary>The platform for platform admins; for everybody else their workspaces are the first page.</summary>
    private static async Task<IResult> ShowAsync(HttpContext http, PlatformOverviewService overviews, RegistryReader registries, AuditService audit, CancellationToken cancellationToken)
    {
        if (!http.Page().IsPlatformAdmin)
            return ConsoleResults.GoTo(ConsolePaths.MyWorkspaces);
        var changes = await audit.ListAsync(new AuditFilter(), new ListQuery { Limit = ShownChanges }, cancellationToken);
        var model = new DashboardModel(await overviews.GetAsync(cancellationToken), await ReadHealthAsync(registries, cancellationToken), changes.IsSuccess ? changes.Value.Items : []);
        return ConsoleResults.Page<DashboardPage, DashboardModel>(model);
    }

    private static async Task<IResult> HealthAsync(HttpContext http, RegistryReader registries, CancellationToken cancellationToken) =>
        http.IsHtmx() ? ConsoleResults.Page<HealthCard, HealthModel>(await ReadHealthAsync(registries, cancellationToken)) : ConsoleResults.GoTo(ConsolePaths.Dashboard);

    private static async Task<HealthModel> ReadHealthAsync(RegistryReader registries, CancellationToken cancellationToken)
    {
        var page = await registries.ListAsync(null, new ListQuery { Limit = ListQuery.MaxLimit }, cancellationToken);
        IReadOnlyList<RegistryView> all = page.IsSuccess ? page.Value.Items : [];
        return new HealthModel([.. all.OrderBy(registry => registry.Status == RegistryStatus.Unhealthy ? 0 : 1).Take(ShownRegistries)], all.Count);
    }
}
