using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Errors;
using Roadstead.Server.Audit;
using Roadstead.Server.ManagedHarbors.Following;
using Roadstead.Server.Registries;
using Roadstead.Server.Registries.Hosts;
using Roadstead.Server.Storage;

namespace Roadstead.Server.ManagedHarbors;

/// <summary>Deletes Harbors that Roadstead made: their registries go at once, in the same transaction, and the instances as soon as their clusters can be reached.</summary>
internal sealed class ManagedHarborDeletionService(IDbContextFactory<RoadsteadDb> dbs, ChangeService changes, RegistryReader registries, RegistryRemovalService removals)
{
    /// <param name="key">Which.</param>
    /// <param name="deleteStorage">Whether its images go as well.</param>
    /// <param name="acknowledge">The acknowledgement of the impact; null for none.</param>
    /// <param name="cancellationToken">Ends it; nothing is changed then.</param>
    public async Task<Outcome<HarborKey>> DeleteAsync(HarborKey key, bool deleteStorage, string? acknowledge, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (await ManagedHarborService.FindAsync(db, key, cancellationToken) is not { } harbor)
            return ManagedHarborService.NoSuchHarbor(key);
        if (!harbor.Made)
            return new Problem(ErrorCodes.HarborNotMadeHere);
        var registry = harbor.RegistryId is { } id ? await RegistryViews.Whole(db.Registries).SingleOrDefaultAsync(row => row.Id == id && row.WorkspaceId == null, cancellationToken) : null;
        if (registry is not null && registry.Id == harbor.OwnRegistryId)
        {
            var removed = await removals.RemoveAsync(null, registry.Name, acknowledge, (along, token) => MarkAsync(along, key, deleteStorage, token), cancellationToken);
            return removed.IsSuccess ? key : removed.Problem;
        }

        // What was not made from it stays, and shows that nothing answers any more; but what runs from it is hit all the same.
        if (registry is not null && Impact.Check(await registries.ImpactOfRemovalAsync(db, registry, cancellationToken), acknowledge) is { } impact)
            return impact;
        var audit = await MarkAsync(db, key, deleteStorage, cancellationToken);
        var result = await changes.CommitAsync(db, audit!, cancellationToken);
        return result.ToProblem() is { } refusal ? refusal : key;
    }

    private static async Task<AuditDraft?> MarkAsync(RoadsteadDb db, HarborKey key, bool deleteStorage, CancellationToken cancellationToken)
    {
        if (await ManagedHarborService.FindAsync(db, key, cancellationToken) is not { } harbor)
            return null;
        var before = ManagedHarborViews.ForAudit(harbor);
        (harbor.Deleting, harbor.DeleteStorage, harbor.RegistryId) = (true, harbor.DeleteStorage || deleteStorage, null);
        return new AuditDraft("managed-harbor.delete", key.ToString(), before, new { harbor.DeleteStorage });
    }
}
