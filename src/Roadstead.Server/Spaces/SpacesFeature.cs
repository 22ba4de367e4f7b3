using Microsoft.Extensions.Options;
using Roadstead.Server.Http;
using Roadstead.Server.Spaces.Sync;

namespace Roadstead.Server.Spaces;

public static class SpacesFeature
{
    public static IServiceCollection AddSpaces(this IServiceCollection services)
    {
        services.AddOptions<SpaceSyncOptions>().BindConfiguration(SpaceSyncOptions.Section).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<SpaceSyncOptions>, SpaceSyncOptionsValidator>()
            .AddSingleton<SpaceService>()
            .AddSingleton<SpaceCreationService>()
            .AddSingleton<BindingService>()
            .AddSingleton<ManyBindingsService>()
            .AddSingleton<SpaceImpact>()
            .AddSingleton<SpaceRevocation>()
            .AddSingleton<BindingStates>()
            .AddSingleton<SpaceReader>()
            .AddSingleton<SpaceEditStore>()
            .AddSingleton<SpaceIntake>()
            .AddSingleton<SpaceDelivery>()
            .AddSingleton<SpaceReconciler>()
            .AddSingleton<SpaceSyncWorker>()
            .AddSingleton<ISpaceSync>(provider => provider.GetRequiredService<SpaceSyncWorker>())
            .AddHostedService(provider => provider.GetRequiredService<SpaceSyncWorker>());
    }

    public static IEndpointRouteBuilder MapSpaces(this IEndpointRouteBuilder routes)
    {
        var registry = routes.MapGroup("/api/v1/registries/{r}/spaces").RequireAccess(AccessRule.PlatformAdmin).WithTags("Spaces");
        registry.MapGet("/", SpacesEndpoints.ListOfRegistryAsync).WithName("ListRegistrySpaces").WithSummary("Lists a registry's spaces.");
        registry.MapPost("/", SpacesEndpoints.CreateAsync).WithName("CreateSpace").WithSummary("Makes a space; where the registry has spaces of its own, it is made there in the background.");

        var spaces = routes.MapGroup("/api/v1/spaces").WithTags("Spaces");
        spaces.MapGet("/", SpacesEndpoints.ListAsync).RequireAccess(AccessRule.SignedIn).WithName("ListSpaces").WithSummary("Lists the spaces that the caller's workspaces may use; all of them for a platform admin.");
        spaces.MapGet("/{id:guid}", SpacesEndpoints.GetAsync).RequireAccess(AccessRule.SignedIn).WithName("GetSpace").WithSummary("Shows a space.");
        spaces.MapPatch("/{id:guid}", SpacesEndpoints.EditAsync).RequireAccess(AccessRule.PlatformAdmin).WithName("EditSpace").WithSummary("Makes a space public or private, limits what it may hold, or withdraws a deletion.");
        spaces.MapDelete("/{id:guid}", SpacesEndpoints.DeleteAsync).RequireAccess(AccessRule.PlatformAdmin).WithName("DeleteSpace").WithSummary("Deletes a space. Its images fall to the space with the next shorter prefix; where the registry has spaces of its own, it is deleted there in the background, when it is empty.");
        spaces.MapGet("/{id:guid}/impact", SpacesEndpoints.ImpactAsync).RequireAccess(AccessRule.PlatformAdmin).WithName("GetSpaceImpact").WithSummary("Shows who would lose access.");

        spaces.MapPut("/{id:guid}/workspaces", SpacesEndpoints.PutBindingsAsync).RequireAccess(AccessRule.PlatformAdmin).WithName("PutBindings").WithSummary("Binds exactly these workspaces.");
        spaces.MapPut("/{id:guid}/workspaces/{w}", SpacesEndpoints.BindAsync).RequireAccess(AccessRule.PlatformAdmin).WithName("PutBinding").WithSummary("Binds a workspace.");
        spaces.MapDelete("/{id:guid}/workspaces/{w}", SpacesEndpoints.UnbindAsync).RequireAccess(AccessRule.PlatformAdmin).WithName("DeleteBinding").WithSummary("Unbinds a workspace.");
        return routes;
    }
}
