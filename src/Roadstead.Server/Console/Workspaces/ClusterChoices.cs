using Roadstead.Server.Clusters;
using Roadstead.Server.Http;

namespace Roadstead.Server.Console.Workspaces;

/// <summary>What the form that adds a namespace offers: clusters, and their namespaces that nobody holds. For platform admins alone.</summary>
internal sealed class ClusterChoices(ClusterService clusters, ClusterNamespaceService namespaces)
{
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken) =>
        [.. (await clusters.ListAsync(new ListQuery { Limit = ListQuery.MaxLimit }, cancellationToken)).Items.Select(cluster => cluster.Name)];

    /// <summary>The first 500 that the cluster has and no workspace holds; none for a cluster that is standalone, unknown or was not reached yet.</summary>
    public async Task<IReadOnlyList<string>> FreeAsync(string? cluster, CancellationToken cancellationToken)
    {
        var page = await namespaces.ListFreeAsync(cluster ?? "", new ListQuery { Limit = ListQuery.MaxLimit }, cancellationToken);
        return page.IsSuccess ? [.. page.Value.Items.Select(ns => ns.Namespace)] : [];
    }
}
