using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Registries.Health;

/// <summary>Keeps changes of signals over a restart, so that "unhealthy since" stays true. Not audited: these are observations.</summary>
internal sealed class HealthStore(IDbContextFactory<RoadsteadDb> contexts, ChangeService changes)
{
    public async Task<ILookup<Guid, SignalView>> ReadAllAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.HealthSignals.AsNoTracking().ToListAsync(cancellationToken);
        return rows.ToLookup(row => row.RegistryId, row => new SignalView(row.Name, row.Ok, row.Reason, row.Message, row.CheckedAt, row.ChangedAt));
    }

    /// <returns>False when it could not be stored; try again with the next check.</returns>
    public async Task<bool> WriteAsync(Guid registryId, IReadOnlyList<SignalView> signals, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.HealthSignals.Where(row => row.RegistryId == registryId).ToDictionaryAsync(row => row.Name, cancellationToken);
        foreach (var signal in signals.Where(signal => signal.ChangedAt is not null))
        {
            if (!rows.TryGetValue(signal.Name, out var row))
                db.HealthSignals.Add(row = new HealthSignal { RegistryId = registryId, Name = signal.Name });
            (row.Ok, row.Reason, row.Message, row.CheckedAt, row.ChangedAt) = (signal.Ok, signal.Reason, signal.Message, signal.CheckedAt, signal.ChangedAt);
        }

        // A registry that was removed meanwhile has no use for it: that is no failure.
        var result = await changes.RecordAsync(db, cancellationToken);
        return result.IsCommitted || result.Status is CommitStatus.Referenced;
    }

    /// <summary>Keeps the product's version where it is another than the known one.</summary>
    /// <returns>False when it could not be stored; try again with the next check.</returns>
    public async Task<bool> WriteVersionAsync(Guid registryId, string version, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Registries.SingleOrDefaultAsync(row => row.Id == registryId, cancellationToken) is not { } registry || registry.Version == version)
            return true;
        registry.Version = version;
        return (await changes.RecordAsync(db, cancellationToken)).IsCommitted;
    }
}
