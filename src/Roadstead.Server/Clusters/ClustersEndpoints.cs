using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Server.Clusters.Leaving;
using Roadstead.Server.Http;

namespace Roadstead.Server.Clusters;

internal static class ClustersEndpoints
{
    internal static async Task<Results<Created<ClusterView>, ProblemHttpResult>> CreateAsync(CreateCluster request, ClusterService clusters, CancellationToken cancellationToken) =>
        (await clusters.CreateAsync(request, cancellationToken)).ToCreated(cluster => $"/api/v1/clusters/{cluster.Name}");

    internal static async Task<Results<Ok<Page<ClusterView>>, ProblemHttpResult>> ListAsync([AsParameters] ListQuery query, ClusterService clusters, CancellationToken cancellationToken) =>
        query.Check() is { } problem ? Problems.From(problem) : TypedResults.Ok(await clusters.ListAsync(query, cancellationToken));

    internal static async Task<Results<Ok<ClusterView>, ProblemHttpResult>> GetAsync(string c, ClusterService clusters, CancellationToken cancellationToken) =>
        (await clusters.GetAsync(c, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<ClusterView>, ProblemHttpResult>> EditAsync(string c, EditCluster request, ClusterService clusters, CancellationToken cancellationToken) =>
        (await clusters.EditAsync(c, request, cancellationToken)).ToOk();

    internal static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string c, [Description("The acknowledgement of the impact.")] string? acknowledge, ClusterDeletionService clusters, CancellationToken cancellationToken) =>
        (await clusters.DeleteAsync(c, acknowledge, cancellationToken)).ToNoContent();

    internal static async Task<Results<Ok<Page<NamespaceView>>, ProblemHttpResult>> ListNamespacesAsync(string c, [AsParameters] ListQuery query, ClusterNamespaceService namespaces, CancellationToken cancellationToken) =>
        query.Check() is { } problem ? Problems.From(problem) : (await namespaces.ListAsync(c, query, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<WouldDenyView>, ProblemHttpResult>> WouldDenyAsync(string c, WouldDenyService denials, CancellationToken cancellationToken) =>
        (await denials.ReadAsync(c, cancellationToken)).ToOk();

    internal static async Task<Results<Ok<Page<LeavingClusterView>>, ProblemHttpResult>> ListLeavingAsync([AsParameters] ListQuery query, LeavingClusterService clusters, CancellationToken cancellationToken) =>
        query.Check() is { } problem ? Problems.From(problem) : TypedResults.Ok(await clusters.ListAsync(query, cancellationToken));

    internal static async Task<Results<NoContent, ProblemHttpResult>> ForgetAsync(Guid id, LeavingClusterService clusters, CancellationToken cancellationToken) =>
        (await clusters.ForgetAsync(id, cancellationToken)).ToNoContent();
}
