using Microsoft.Extensions.Options;
using Roadstead.Server.Http;
using Roadstead.Server.Images;
using Roadstead.Server.Overview.Bindings;
using Roadstead.Server.Overview.Identities;
using Roadstead.Server.Overview.Pulls;

namespace Roadstead.Server.Overview;

public static class OverviewFeature
{
    /// <summary>A registry at a glance. Needs <c>AddImages</c> and <c>AddEvents</c>.</summary>
    public static IServiceCollection AddOverview(this IServiceCollection services)
    {
        services.AddOptions<OverviewOptions>().BindConfiguration(OverviewOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OverviewOptions>, OverviewOptionsValidator>();
        services.AddSingleton<FiguresWorker>();
        services.AddSingleton<IChangeObserver>(provider => provider.GetRequiredService<FiguresWorker>());
        services.AddHostedService(provider => provider.GetRequiredService<FiguresWorker>());
        services.AddSingleton<StorageHistoryService>();
        services.AddSingleton<ICrawlObserver>(provider => provider.GetRequiredService<StorageHistoryService>());
        services.AddSingleton<OverviewService>();
        services.AddSingleton<PlatformOverviewService>();
        services.AddSingleton<RegistryHealthOverviewService>();
        services.AddSingleton<MemberProgressService>();
        services.AddSingleton<StorageOverviewService>();
        services.AddSingleton<BindingOverviewService>();
        services.AddSingleton<WorkspaceOverviewService>();
        services.AddSingleton<IdentityOverviewService>();
        services.AddSingleton<PullHistoryService>();
        services.AddSingleton<PullListService>();
        services.AddHostedService<PullHistoryWorker>();
        return services;
    }

    public static IEndpointRouteBuilder MapOverview(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/registries/{r}/overview", OverviewEndpoints.GetAsync)
            .RequireAccess(AccessRule.PlatformAdmin).WithTags("Registries").WithName("GetRegistryOverview").WithSummary("Shows a registry at a glance.");
        routes.MapGet("/api/v1/workspaces/{w}/registries/{r}/overview", OverviewEndpoints.GetOfWorkspaceAsync)
            .RequireAccess(AccessRule.WorkspaceViewer).WithTags("Workspace registries").WithName("GetWorkspaceRegistryOverview").WithSummary("Shows a workspace's own registry at a glance.");
        return routes;
    }
}
