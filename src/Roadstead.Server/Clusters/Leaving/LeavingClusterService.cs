using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Errors;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Http;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Clusters.Leaving;

/// <summary>Shows deleted clusters in which something of ours still is, and forgets them.</summary>
internal sealed class LeavingClusterService(IDbContextFactory<RoadsteadDb> dbs, LeavingClusterStore store, ClusterLeave leave, IOptions<ClustersOptions> options)
{
    public async Task<Page<LeavingClusterView>> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var rows = await db.LeavingClusters.AsNoTracking()
            .Where(row => query.Pattern == null || EF.Functions.Like(row.Name, query.Pattern, ListQuery.Escape)).ToListAsync(cancellationToken);
        return Paging.Of(
            rows.Select(View),
            row => $"{row.Name} {row.Id}",
            query);
    }

    public async Task<Outcome<LeavingClusterView>> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.LeavingClusters.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is { } found ? View(found) : NoSuchCluster(id);
    }

    /// <summary>What is in the cluster stays there; its kubeconfig is forgotten.</summary>
    public async Task<Outcome<Guid>> ForgetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is null)
            return NoSuchCluster(id);
        return await store.RemoveAsync(id, LeaveEnd.Forgotten, cancellationToken) ? id : new Problem(ErrorCodes.StoreBusy);
    }

    private static Problem NoSuchCluster(Guid id) => new(ErrorCodes.NotFound, $"No cluster with the id {id} is being left. GET /api/v1/leaving-clusters lists them.");

    private LeavingClusterView View(LeavingCluster row) => new(
        row.Id, row.Name, row.Server, row.LeftAt, row.LeftAt + options.Value.LeaveWithin, leave.TroubleOf(row.Id)?.Reason, leave.TroubleOf(row.Id)?.Message);
}
