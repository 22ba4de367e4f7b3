using Roadstead.Server.Http;

namespace Roadstead.Server.Deployments;

public static class DeploymentsFeature
{
    public static IServiceCollection AddDeployments(this IServiceCollection services) => services
        .AddSingleton<ClusterCalls>()
        .AddSingleton<DeploymentService>();

    public static IEndpointRouteBuilder MapDeployments(this IEndpointRouteBuilder routes)
    {
        var deployments = routes.MapGroup("/api/v1/namespaces/{cluster}/{namespace}/deployments").WithTags("Deployments");
        deployments.MapPost("/", DeploymentsEndpoints.CreateAsync).RequireAccess(AccessRule.NamespaceEditor).WithName("CreateDeployment")
            .WithSummary("Deploys an image that the namespace may pull: makes a Deployment that names the pull secret.");
        deployments.MapGet("/", DeploymentsEndpoints.ListAsync).RequireAccess(AccessRule.NamespaceViewer).WithName("ListDeployments")
            .WithSummary("Lists the deployments that Roadstead made in the namespace.");
        deployments.MapGet("/{name}", DeploymentsEndpoints.GetAsync).RequireAccess(AccessRule.NamespaceViewer).WithName("GetDeployment")
            .WithSummary("Shows a deployment and how its roll-out goes, its pods included. Asks the cluster, for at most 5 seconds.");
        deployments.MapPatch("/{name}", DeploymentsEndpoints.EditAsync).RequireAccess(AccessRule.NamespaceEditor).WithName("EditDeployment")
            .WithSummary("Changes the image or the number of pods of a deployment that Roadstead made.");
        deployments.MapPost("/{name}/restart", DeploymentsEndpoints.RestartAsync).RequireAccess(AccessRule.NamespaceEditor).WithName("RestartDeployment")
            .WithSummary("Replaces the pods of a deployment that Roadstead made, one after another, by new ones of the same image.");
        deployments.MapDelete("/{name}", DeploymentsEndpoints.DeleteAsync).RequireAccess(AccessRule.NamespaceEditor).WithName("DeleteDeployment")
            .WithSummary("Deletes a deployment that Roadstead made, with its pods and its Service.");
        return routes;
    }
}
