using Roadstead.Server.Audit;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Overview;
using Roadstead.Server.Overview.Pulls;

namespace Roadstead.Server.Console.Dashboard;

internal static class DashboardPageEndpoints
{
    private const int ShownRegistries = 6;
    private const int ShownChanges = 6;

    internal static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet(ConsolePaths.Dashboard, ShowAsync);
        pages.MapGet(ConsolePaths.DashboardHealth, HealthAsync).RequireAccess(AccessRule.PlatformAdmin);
        pages.MapGet(ConsolePaths.DashboardAttention, AttentionAsync).RequireAccess(AccessRule.PlatformAdmin);
    }

    /// <summary>The platform for platform admins; for everybody else their workspaces are the first page.</summary>
    private static async Task<IResult> ShowAsync(
        HttpContext http, string? period, PlatformOverviewService platform, RegistryHealthOverviewService health, StorageOverviewService storage, PullHistoryService pulls,
        AttentionService attention, AuditService audit, CancellationToken cancellationToken)
    {
        if (!http.Page().IsPlatformAdmin)
            return ConsoleResults.GoTo(ConsolePaths.MyWorkspaces);
        var shown = PullPeriod.Read(period);
        var figures = await platform.GetAsync(cancellationToken);
        var changes = await audit.ListAsync(new AuditFilter { Except = SignInService.Action }, new ListQuery { Limit = ShownChanges }, cancellationToken);
        var model = new DashboardModel(
            figures,
            await health.GetAsync(ShownRegistries, cancellationToken),
            await attention.ReadAsync(figures.Harbors, cancellationToken),
            new PullsCardModel(shown, await pulls.ReadAsync(shown, cancellationToken)),
            await storage.GetAsync(cancellationToken),
            changes.IsSuccess ? changes.Value.Items : []);
        return ConsoleResults.Page<DashboardPage, DashboardModel>(model);
    }

    private static async Task<IResult> HealthAsync(HttpContext http, RegistryHealthOverviewService health, CancellationToken cancellationToken) =>
        http.IsHtmx() ? ConsoleResults.Page<HealthCard, RegistryHealthOverview>(await health.GetAsync(ShownRegistries, cancellationToken)) : ConsoleResults.GoTo(ConsolePaths.Dashboard);

    private static async Task<IResult> AttentionAsync(HttpContext http, PlatformOverviewService platform, AttentionService attention, CancellationToken cancellationToken) =>
        http.IsHtmx()
            ? ConsoleResults.Page<AttentionCard, AttentionModel>(await attention.ReadAsync(await platform.CountHarborsAsync(cancellationToken), cancellationToken))
            : ConsoleResults.GoTo(ConsolePaths.Dashboard);
}
