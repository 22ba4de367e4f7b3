using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Audit;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Clusters.Leaving;

/// <summary>The rows of deleted clusters in which something of ours may still be.</summary>
internal sealed class LeavingClusterStore(IDbContextFactory<RoadsteadDb> dbs, ChangeService changes)
{
    public async Task<LeavingCluster?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.LeavingClusters.AsNoTracking().SingleOrDefaultAsync(cluster => cluster.Id == id, cancellationToken);
    }

    /// <summary>True when the cluster with this uid is connected.</summary>
    public async Task<bool> IsConnectedAsync(string uid, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Clusters.AnyAsync(cluster => cluster.Uid == uid, cancellationToken);
    }

    /// <summary>Forgets it, its kubeconfig included.</summary>
    /// <returns>False when that could not be stored.</returns>
    public async Task<bool> RemoveAsync(Guid id, LeaveEnd end, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var row = await db.LeavingClusters.SingleOrDefaultAsync(cluster => cluster.Id == id, cancellationToken);
        if (row is null)
            return true;
        db.LeavingClusters.Remove(row);
        var result = await changes.CommitAsync(db, new AuditDraft("leaving-cluster.end", row.Name, new { row.Id, row.Server, row.LeftAt }, new { End = end }), cancellationToken);
        return result.IsCommitted;
    }
}
