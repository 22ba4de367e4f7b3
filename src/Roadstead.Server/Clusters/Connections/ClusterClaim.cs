using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Audit;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Clusters.Connections;

/// <summary>One cluster, one row: notes which cluster a row turned out to be, and refuses a second row for the same one.</summary>
internal sealed class ClusterClaim(IDbContextFactory<RoadsteadDb> dbs, ChangeService changes)
{
    /// <summary>Why the cluster may not be followed under this row; null when it may.</summary>
    public async Task<ClusterTrouble?> FindTroubleAsync(Guid clusterId, string uid, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var row = await db.Clusters.SingleOrDefaultAsync(cluster => cluster.Id == clusterId, cancellationToken);
        if (row is null)
            return null; // deleted meanwhile: whoever follows it is about to be told
        if (row.Uid is not null && row.Uid != uid)
            return new ClusterTrouble(ClusterReason.AnotherCluster, "Another cluster answers at this address than the one that was connected. If it was made anew, delete this one and connect it as a new one; otherwise correct the kubeconfig.");

        var left = await db.LeavingClusters.Where(cluster => cluster.Uid == uid).ToListAsync(cancellationToken);
        if (row.Uid == uid && left.Count == 0)
            return null;
        row.Uid = uid;
        db.LeavingClusters.RemoveRange(left);

        // Only an observation; but that a cluster is not left any more is to be known by who leaves it.
        var result = left.Count == 0
            ? await changes.RecordAsync(db, cancellationToken)
            : await changes.CommitAsync(db, [.. left.Select(cluster => new AuditDraft("leaving-cluster.return", cluster.Name, new { cluster.Id, cluster.Server }, new { Cluster = row.Name }))], new CommitTerms(), cancellationToken);
        if (result.Status != CommitStatus.Duplicate)
            return null; // what could not be noted is noted by the next attempt
        var holder = await NameOfAsync(dbs, uid, cancellationToken);
        return new ClusterTrouble(ClusterReason.AlreadyConnected, $"This is the cluster '{holder}', which is connected already. Delete one of the two.");
    }

    /// <summary>The name under which a cluster is connected; null when it is not.</summary>
    public static async Task<string?> NameOfAsync(IDbContextFactory<RoadsteadDb> dbs, string uid, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Clusters.Where(cluster => cluster.Uid == uid).Select(cluster => cluster.Name).SingleOrDefaultAsync(cancellationToken);
    }
}
