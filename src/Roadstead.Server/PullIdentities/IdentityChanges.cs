using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Server.Access;
using Roadstead.Server.PullIdentities.AtRegistries;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.PullIdentities;

/// <summary>
/// What a change means for pull identities, of whichever kind: one call for each change. Only edits the context, so that the identities follow in the same transaction; what is
/// to be done at a registry is done after it, by a loop.
/// </summary>
internal sealed class IdentityChanges(GatewayAccounts accounts, IdentityStore identities, TimeProvider time)
{
    /// <summary>A namespace enters a workspace.</summary>
    public void Enter(RoadsteadDb db, string cluster, string ns, Guid workspaceId) => accounts.Add(db, cluster, ns, workspaceId);

    /// <summary>
    /// A namespace leaves a workspace. Its own account goes with its row; what it shared with others of the cluster is renewed at once, so that a copied credential dies as soon as
    /// the others hold the new one; where there are no others, all is removed.
    /// </summary>
    public async Task LeaveAsync(RoadsteadDb db, string cluster, string ns, Guid workspaceId, CancellationToken cancellationToken)
    {
        var rows = await db.PullIdentities.Where(row => row.WorkspaceId == workspaceId && row.Cluster == cluster).ToListAsync(cancellationToken);
        if (!await db.WorkspaceNamespaces.AnyAsync(other => other.WorkspaceId == workspaceId && other.Cluster == cluster && other.Namespace != ns, cancellationToken))
        {
            Retire(rows);
            return;
        }

        foreach (var next in AddNext(db, rows))
            next.IsUrgent = true;
    }

    /// <summary>A cluster goes: nothing that was handed out there is ever good again, whatever cluster takes the name.</summary>
    public async Task LeaveClusterAsync(RoadsteadDb db, string cluster, CancellationToken cancellationToken) =>
        Retire(await db.PullIdentities.Where(row => row.Cluster == cluster).ToListAsync(cancellationToken));

    /// <summary>
    /// Workspaces lose access to something of a registry. Where admission would not stop a pod that uses it, their identities are renewed and their pull secrets become new
    /// objects: nodes remember by the secret's uid and by the credential what they pulled with it.
    /// </summary>
    public async Task RevokeAsync(RoadsteadDb db, Registry registry, WorkspaceSet losing, CancellationToken cancellationToken)
    {
        var (ids, isAllBut) = (losing.Ids, losing.IsAllBut);
        if (!registry.Delivery.IsByRegistryAccount())
        {
            await accounts.RevokeAsync(db, account => ids.Contains(account.WorkspaceId) != isAllBut, cancellationToken);
            return;
        }

        var rows = await db.PullIdentities
            .Where(row => row.RegistryId == registry.Id && ids.Contains(row.WorkspaceId) != isAllBut)
            .Where(row => db.Clusters.Any(cluster => cluster.Name == row.Cluster && cluster.Kind == ClusterKind.Kubernetes && cluster.Admission != AdmissionMode.Enforce))
            .ToListAsync(cancellationToken);
        foreach (var next in AddNext(db, rows))
            next.NeedsNewSecret = true;
    }

    /// <summary>Gives all accounts at a registry their next generation.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RenewAsync(RoadsteadDb db, Registry registry, CancellationToken cancellationToken) =>
        AddNext(db, await db.PullIdentities.Where(row => row.RegistryId == registry.Id).ToListAsync(cancellationToken)).Count;

    private void Retire(List<PullIdentity> rows)
    {
        foreach (var row in rows)
            (row.State, row.ChangedAt) = (PullIdentityState.Retiring, time.GetUtcNow());
    }

    // The next generation of each identity, or the newest where nobody has that yet.
    private List<PullIdentity> AddNext(RoadsteadDb db, List<PullIdentity> rows)
    {
        var newest = new List<PullIdentity>();
        foreach (var generations in rows.GroupBy(row => new IdentityKey(row.RegistryId, row.WorkspaceId, row.Cluster)))
        {
            if (generations.All(row => row.State is PullIdentityState.Retiring))
                continue;
            var last = generations.MaxBy(row => row.Generation)!;
            newest.Add(last.State is PullIdentityState.Making ? last : db.PullIdentities.Add(identities.New(generations.Key, last.Generation + 1)).Entity);
        }

        return newest;
    }
}
