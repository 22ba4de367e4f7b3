using Microsoft.Extensions.Options;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Clusters.Leaving;
using Roadstead.Server.Clusters.Nodes;
using Roadstead.Server.Clusters.Pods;
using Roadstead.Server.Http;

namespace Roadstead.Server.Clusters;

public static class ClustersFeature
{
    /// <summary>Clusters and the connections to them. What features do in each is registered by them as <see cref="IClusterPart"/>.</summary>
    public static IServiceCollection AddClusters(this IServiceCollection services)
    {
        services.AddOptions<ClustersOptions>().BindConfiguration(ClustersOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ClustersOptions>, ClustersOptionsValidator>();
        services.AddSingleton<ClusterClients>();
        services.AddSingleton<ClusterClaim>();
        services.AddSingleton<ClusterConnections>();
        services.AddSingleton<IClusterConnections>(provider => provider.GetRequiredService<ClusterConnections>());
        services.AddSingleton<KubeconfigCheck>();
        services.AddSingleton<PartRun>();
        services.AddSingleton<ClusterRun>();
        services.AddSingleton<LeavingClusterStore>();
        services.AddSingleton<ClusterLeave>();
        services.AddHostedService<ClusterWorker>();

        services.AddSingleton<PullFailures>();
        services.AddSingleton<IClusterPods, ClusterPods>();
        services.AddSingleton<PrivateDigests>();
        services.AddSingleton<IClusterPart, PodsPart>();
        services.AddSingleton<ClusterNodes>();
        services.AddSingleton<IClusterNodes>(provider => provider.GetRequiredService<ClusterNodes>());
        services.AddSingleton<IClusterPart, NodesPart>();
        services.AddSingleton<ClusterMetrics>();

        services.AddSingleton<ClusterViews>();
        services.AddSingleton<ClusterService>();
        services.AddSingleton<ClusterDeletionService>();
        services.AddSingleton<ClusterNamespaceService>();
        services.AddSingleton<WouldDenyService>();
        services.AddSingleton<LeavingClusterService>();
        return services;
    }

    public static IEndpointRouteBuilder MapClusters(this IEndpointRouteBuilder routes)
    {
        var clusters = routes.MapGroup("/api/v1/clusters").RequireAccess(AccessRule.PlatformAdmin).WithTags("Clusters");
        clusters.MapPost("/", ClustersEndpoints.CreateAsync).WithName("CreateCluster").WithSummary("Connects a Kubernetes cluster by a kubeconfig, or makes a standalone one. A cluster that is down is connected as soon as it answers.");
        clusters.MapGet("/", ClustersEndpoints.ListAsync).WithName("ListClusters").WithSummary("Lists the clusters.");
        clusters.MapGet("/{c}", ClustersEndpoints.GetAsync).WithName("GetCluster").WithSummary("Shows a cluster and how it does.");
        clusters.MapPatch("/{c}", ClustersEndpoints.EditAsync).WithName("EditCluster").WithSummary("Changes a cluster's settings, or its kubeconfig for another one of the same cluster.");
        clusters.MapDelete("/{c}", ClustersEndpoints.DeleteAsync).WithName("DeleteCluster").WithSummary("Disconnects a cluster: its namespaces leave their workspaces, and what Roadstead made in it is removed, but for its Harbors.");
        clusters.MapGet("/{c}/namespaces", ClustersEndpoints.ListNamespacesAsync).WithName("ListClusterNamespaces").WithSummary("Lists the namespaces that a cluster has, as last seen, and who holds them.");
        clusters.MapGet("/{c}/would-deny", ClustersEndpoints.WouldDenyAsync).WithName("WouldDeny").WithSummary("Lists the running workloads whose next pods admission would deny in 'enforce', by what is decided now.");

        var leaving = routes.MapGroup("/api/v1/leaving-clusters").RequireAccess(AccessRule.PlatformAdmin).WithTags("Clusters");
        leaving.MapGet("/", ClustersEndpoints.ListLeavingAsync).WithName("ListLeavingClusters").WithSummary("Lists deleted clusters in which something that Roadstead made still is.");
        leaving.MapDelete("/{id:guid}", ClustersEndpoints.ForgetAsync).WithName("ForgetLeavingCluster").WithSummary("Forgets a deleted cluster; what Roadstead made in it stays there.");
        return routes;
    }
}
