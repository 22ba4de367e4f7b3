using Roadstead.Server.Http;

namespace Roadstead.Server.Clusters;

public static class ClustersFeature
{
    public static IServiceCollection AddClusters(this IServiceCollection services) => services.AddSingleton<ClusterService>();

    public static IEndpointRouteBuilder MapClusters(this IEndpointRouteBuilder routes)
    {
        var clusters = routes.MapGroup("/api/v1/clusters").RequireAccess(AccessRule.PlatformAdmin).WithTags("Clusters");
        clusters.MapPost("/", ClustersEndpoints.CreateAsync).WithName("CreateCluster").WithSummary("Connects a cluster, or makes a standalone one.");
        clusters.MapGet("/", ClustersEndpoints.ListAsync).WithName("ListClusters").WithSummary("Lists the clusters.");
        clusters.MapGet("/{c}", ClustersEndpoints.GetAsync).WithName("GetCluster").WithSummary("Shows a cluster.");
        clusters.MapPatch("/{c}", ClustersEndpoints.EditAsync).WithName("EditCluster").WithSummary("Changes a cluster's settings.");
        clusters.MapDelete("/{c}", ClustersEndpoints.DeleteAsync).WithName("DeleteCluster").WithSummary("Disconnects a cluster; its namespaces leave their workspaces.");
        clusters.MapGet("/{c}/namespaces", ClustersEndpoints.ListNamespacesAsync).WithName("ListClusterNamespaces").WithSummary("Lists a cluster's namespaces and who holds them.");
        return routes;
    }
}
