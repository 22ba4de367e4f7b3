using Microsoft.Extensions.Options;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Http;
using Roadstead.Server.ManagedHarbors.Following;
using Roadstead.Server.ManagedHarbors.Integration;
using Roadstead.Server.ManagedHarbors.Prerequisites;

namespace Roadstead.Server.ManagedHarbors;

public static class ManagedHarborsFeature
{
    /// <summary>Harbors in connected clusters: made, followed, and integrated by themselves.</summary>
    public static IServiceCollection AddManagedHarbors(this IServiceCollection services)
    {
        services.AddOptions<ManagedHarborsOptions>().BindConfiguration(ManagedHarborsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ManagedHarborsOptions>, ManagedHarborsOptionsValidator>();
        services.AddSingleton<HarborStore>();
        services.AddSingleton<HarborBoard>();
        services.AddSingleton<IntegrationTurns>();
        services.AddSingleton<HarborIntegrationReconciler>();
        services.AddSingleton<HarborPartsReconciler>();
        services.AddSingleton<MadeHarborReconciler>();
        services.AddSingleton<FoundHarborReconciler>();
        services.AddSingleton<IClusterPart, ManagedHarborPart>();

        services.AddSingleton<PrerequisiteService>();
        services.AddSingleton<ManagedHarborViews>();
        services.AddSingleton<ManagedHarborService>();
        services.AddSingleton<ManagedHarborDeletionService>();
        return services;
    }

    public static IEndpointRouteBuilder MapManagedHarbors(this IEndpointRouteBuilder routes)
    {
        var harbors = routes.MapGroup("/api/v1/managed-harbors").RequireAccess(AccessRule.PlatformAdmin).WithTags("Managed Harbors");
        harbors.MapPost("/", ManagedHarborsEndpoints.CreateAsync).WithName("CreateManagedHarbor").WithSummary("Makes a Harbor in a connected cluster; when it is ready it becomes a platform registry by itself.");
        harbors.MapGet("/", ManagedHarborsEndpoints.ListAsync).WithName("ListManagedHarbors").WithSummary("Lists the Harbors in connected clusters: those that Roadstead made, and those that it found.");
        harbors.MapGet("/prerequisites", ManagedHarborsEndpoints.LookAsync).WithName("ListHarborPrerequisites").WithSummary("Looks whether a cluster has what a Harbor needs. Asks the cluster, for at most 5 seconds.");
        harbors.MapGet("/{cluster}/{namespace}/{name}", ManagedHarborsEndpoints.GetAsync).WithName("GetManagedHarbor").WithSummary("Shows a Harbor in a cluster: how the instance does, and how far its integration is.");
        harbors.MapPatch("/{cluster}/{namespace}/{name}", ManagedHarborsEndpoints.EditAsync).WithName("EditManagedHarbor").WithSummary("Changes a Harbor that Roadstead made; its registry follows.");
        harbors.MapDelete("/{cluster}/{namespace}/{name}", ManagedHarborsEndpoints.DeleteAsync).WithName("DeleteManagedHarbor").WithSummary("Deletes a Harbor that Roadstead made, and its registry; its images stay in their volume unless that is to go too.");
        harbors.MapPost("/{cluster}/{namespace}/{name}/integrate", ManagedHarborsEndpoints.IntegrateAsync).WithName("IntegrateManagedHarbor").WithSummary("Asks for the integration of a Harbor that was found, that failed, or whose registry was removed.");
        return routes;
    }
}
