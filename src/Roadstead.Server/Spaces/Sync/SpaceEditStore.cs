using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Audit;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces.Sync;

/// <summary>Notes on a space's row what was done at the registry, on top of whatever was changed here meanwhile.</summary>
internal sealed class SpaceEditStore(IDbContextFactory<RoadsteadDb> dbs, ChangeService changes)
{
    private const int Attempts = 8;

    /// <param name="id">The space.</param>
    /// <param name="edit">Edits the row, or removes it; run again on the newer row when somebody else was quicker. Gives what the audit is told; null where the change decides nothing, such as a reason.</param>
    /// <param name="cancellationToken">Ends it before it is written.</param>
    /// <returns>False when the space is gone here, or the store did not take it: the next look finds out.</returns>
    public async Task<bool> EditAsync(Guid id, Func<RoadsteadDb, Space, AuditDraft?> edit, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            await using var db = await dbs.CreateDbContextAsync(cancellationToken);
            if (await SpaceReader.Whole(db).SingleOrDefaultAsync(space => space.Id == id, cancellationToken) is not { } space) return false;
            var draft = edit(db, space);
            if (!db.ChangeTracker.HasChanges()) return true;
            var result = draft is null ? await changes.RecordAsync(db, cancellationToken) : await changes.CommitAsync(db, [draft], new CommitTerms(OnlyIfUnchanged: true), cancellationToken);
            if (result.IsCommitted) return true;
            if (result.Status is not CommitStatus.Stale) return false;
        }

        return false;
    }

    /// <summary>The same for what decides nothing: a reason, an attempt.</summary>
    public Task<bool> NoteAsync(Guid id, Action<Space> note, CancellationToken cancellationToken) => EditAsync(
        id,
        (_, space) =>
        {
            note(space);
            return null;
        },
        cancellationToken);
}
