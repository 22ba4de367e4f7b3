using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Server.Audit;
using Roadstead.Server.Clusters.Connections;
using Roadstead.Server.Clusters.Pods;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.Registries.Hosts;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Clusters;

/// <summary>Deletes clusters: their namespaces leave their workspaces, and what Roadstead made in them is removed as soon as they can be reached.</summary>
internal sealed class ClusterDeletionService(IDbContextFactory<RoadsteadDb> dbs, ChangeService changes, SecretProtector secrets, ClusterConnections connections, IClusterPods pods, IdentityChanges identities, TimeProvider time)
{
    /// <summary>Who loses access when the cluster is deleted.</summary>
    public async Task<Outcome<ImpactView>> GetImpactAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Clusters.AnyAsync(cluster => cluster.Name == name, cancellationToken) ? await ImpactAsync(db, name, cancellationToken) : ClusterService.NoSuchCluster(name);
    }

    public Task<Outcome<string>> DeleteAsync(string name, string? acknowledge, CancellationToken cancellationToken) =>
        LostRace.RepeatAsync(() => TryDeleteAsync(name, acknowledge, cancellationToken), cancellationToken);

    // Null: a pull identity came or went meanwhile.
    private async Task<Outcome<string>?> TryDeleteAsync(string name, string? acknowledge, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var cluster = await db.Clusters.SingleOrDefaultAsync(cluster => cluster.Name == name, cancellationToken);
        if (cluster is null) return ClusterService.NoSuchCluster(name);
        if (Impact.Check(await ImpactAsync(db, name, cancellationToken), acknowledge) is { } impact) return impact;
        var namespaces = await db.WorkspaceNamespaces.Include(ns => ns.Workspace).Where(ns => ns.Cluster == name).ToListAsync(cancellationToken);
        db.WorkspaceNamespaces.RemoveRange(namespaces);
        db.Clusters.Remove(cluster);
        await identities.LeaveClusterAsync(db, name, cancellationToken);
        if (Leaving(cluster) is { } leaving) db.LeavingClusters.Add(leaving);
        AuditDraft[] drafts =
        [
            new("cluster.delete", name, ClusterViews.ForAudit(cluster, kubeconfigChanged: false)),
            .. namespaces.Select(ns => new AuditDraft("workspace.remove-namespace", $"{ns.Workspace!.Name}/{ns.Cluster}/{ns.Namespace}", new { ns.Cluster, ns.Namespace })),
        ];
        var result = await changes.CommitAsync(db, drafts, new CommitTerms(), cancellationToken);
        if (LostRace.Is(result)) return null;
        return result.ToProblem() is { } refusal ? refusal : name;
    }

    // Pods go on, and can pull nothing private again: their pull secrets go.
    private async Task<ImpactView> ImpactAsync(RoadsteadDb db, string name, CancellationToken cancellationToken)
    {
        var held = await db.WorkspaceNamespaces.Where(ns => ns.Cluster == name).Select(ns => ns.Workspace!.Name).ToListAsync(cancellationToken);
        var workloads = pods.RunningWith(use => use.Cluster == name && use.Verdict.Reason is (AccessReason.Bound or AccessReason.WorkspaceRegistry));
        return Impact.Of(held.Distinct(), held.Count, workloads);
    }

    // In the transaction that deletes the cluster, so that no crash forgets what is still in it. Null: nothing of ours can be there, or nobody could get at it.
    private LeavingCluster? Leaving(Cluster cluster)
    {
        if (cluster.KubeconfigCipher is not { } cipher || (cluster.Uid is null && connections.Find(cluster.Name) is null)) return null;
        try
        {
            return new LeavingCluster
            {
                Id = cluster.Id,
                Name = cluster.Name,
                Server = cluster.Server!,
                Uid = cluster.Uid,
                KubeconfigCipher = secrets.Protect(secrets.Unprotect(cipher, SecretPlace.Kubeconfig(cluster.Id)), SecretPlace.LeavingKubeconfig(cluster.Id)),
                AdmissionSecretCipher = cluster.AdmissionSecretCipher is { } admission
                    ? secrets.Protect(secrets.Unprotect(admission, SecretPlace.AdmissionSecret(cluster.Id)), SecretPlace.LeavingAdmissionSecret(cluster.Id))
                    : null,
                LeftAt = time.GetUtcNow(),
            };
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
