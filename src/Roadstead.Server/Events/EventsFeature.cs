using Microsoft.Extensions.Options;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Images;
using Roadstead.Server.Registries.Leaving;

namespace Roadstead.Server.Events;

public static class EventsFeature
{
    /// <summary>Registries that tell of changes. Needs <c>AddRegistries</c> and <c>AddImages</c>.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddOptions<EventOptions>().BindConfiguration(EventOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EventOptions>, EventOptionsValidator>();
        services.AddSingleton<EventBoard>();
        services.AddSingleton<IChangeObserver>(provider => provider.GetRequiredService<EventBoard>());
        services.AddSingleton<EventBudget>();
        services.AddSingleton<EventMetrics>();
        services.AddSingleton<EventLog>();
        services.AddSingleton<EventLogService>();
        services.AddSingleton<EventHandler>();
        services.AddSingleton<EventSecretService>();
        services.AddSingleton<SubscriptionReconciler>();
        services.AddSingleton<SubscriptionWorker>();
        services.AddSingleton<IChangeObserver>(provider => provider.GetRequiredService<SubscriptionWorker>());
        services.AddHostedService(provider => provider.GetRequiredService<SubscriptionWorker>());
        services.AddSingleton<IRegistryLeaveStep, SubscriptionsLeaveStep>();
        return services;
    }

    public static IEndpointRouteBuilder MapEvents(this IEndpointRouteBuilder routes)
    {
        // A name that is no id is answered as an id that is nobody's.
        routes.MapPost("/events/{registry}", (string registry, HttpContext context, EventHandler events) => events.HandleAsync(registry, context))
            .RequireAccess(AccessRule.Anonymous).WithMetadata(new SignsInItself()).DisableAntiforgery().ExcludeFromDescription().WithName("Events");
        routes.MapGet("/api/v1/registries/{r}/events", EventsEndpoints.ListAsync)
            .RequireAccess(AccessRule.PlatformAdmin).WithTags("Registries").WithName("ListRegistryEvents").WithSummary("Lists what a registry told of last, newest first.");
        routes.MapGet("/api/v1/workspaces/{w}/registries/{r}/events", EventsEndpoints.ListOfWorkspaceAsync)
            .RequireAccess(AccessRule.WorkspaceViewer).WithTags("Workspace registries").WithName("ListWorkspaceRegistryEvents").WithSummary("Lists what a workspace's own registry told of last, newest first.");
        return routes;
    }
}
