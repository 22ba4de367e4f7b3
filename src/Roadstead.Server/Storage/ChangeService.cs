using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Roadstead.Server.Audit;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Storage;

/// <summary>
/// The one way to change desired state: the change and its audit rows in one transaction, then published. When <see cref="CommitAsync(RoadsteadDb, AuditDraft, CancellationToken)"/>
/// returns a committed result, every decision of this process includes the change.
/// </summary>
public sealed partial class ChangeService(IChangePublisher publisher, ActorContext actors, TimeProvider time, ILogger<ChangeService> logger) : IDisposable
{
    private const int Attempts = 4;

    // While further changes are on their way, commits gather for one publication: until the last of them is in, and no longer than this.
    // A change that comes alone never waits.
    private static readonly TimeSpan MaxGathering = TimeSpan.FromMilliseconds(100);

    // SQLite has one writer. Waiting here is fair and wakes at once, where waiting for its lock is polling.
    private readonly SemaphoreSlim writer = new(1, 1);
    private readonly Lock gate = new();

    private int underWay; // changes that wait for their turn or are being written
    private TaskCompletionSource? allIn;
    private Task? shared; // the publication that the commits of a burst wait for together

    /// <summary>How many changes wait for their turn or are being written.</summary>
    internal int UnderWay => Volatile.Read(ref underWay);

    /// <summary>Commits what was added, edited and removed in <paramref name="db"/>; the last writer wins.</summary>
    public Task<CommitResult> CommitAsync(RoadsteadDb db, AuditDraft draft, CancellationToken cancellationToken) =>
        CommitAsync(db, [draft], new CommitTerms(), cancellationToken);

    /// <param name="db">The context that holds the changes. After a failure it still holds them: dispose it.</param>
    /// <param name="drafts">One for each object that changes.</param>
    /// <param name="terms">What must hold besides.</param>
    /// <param name="cancellationToken">Ends the wait for other changes. A commit that has begun is finished and published whatever happens to its caller.</param>
    public async Task<CommitResult> CommitAsync(RoadsteadDb db, IReadOnlyList<AuditDraft> drafts, CommitTerms terms, CancellationToken cancellationToken)
    {
        Audit(db, drafts);
        var result = await WriteAsync(db, terms, cancellationToken);
        if (result.IsCommitted)
            await PublishAsync();
        return result;
    }

    /// <summary>Stores rows that no decision depends on and nobody answers for: counts, measurements, times of last use. Not audited, not published.</summary>
    public Task<CommitResult> RecordAsync(RoadsteadDb db, CancellationToken cancellationToken) => WriteAsync(db, new CommitTerms(), cancellationToken);

    /// <summary>Audits what changes nothing and is worth knowing, such as that somebody took a secret. Not published.</summary>
    public Task<CommitResult> NoteAsync(RoadsteadDb db, AuditDraft draft, CancellationToken cancellationToken)
    {
        Audit(db, [draft]);
        return WriteAsync(db, new CommitTerms(), cancellationToken);
    }

    public void Dispose() => writer.Dispose();

    private Task PublishAsync()
    {
        lock (gate)
        {
            if (shared is not null)
                return shared;
            if (Volatile.Read(ref underWay) == 0)
                return publisher.PublishAsync(CancellationToken.None);
            allIn ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return shared = PublishGatheredAsync(allIn.Task);
        }
    }

    private async Task PublishGatheredAsync(Task others)
    {
        await Task.WhenAny(others, Task.Delay(MaxGathering, time, CancellationToken.None));
        lock (gate)
            shared = null; // who commits from here on needs a later read
        await publisher.PublishAsync(CancellationToken.None);
    }

    private void LeaveOne()
    {
        if (Interlocked.Decrement(ref underWay) > 0)
            return;
        lock (gate)
        {
            allIn?.TrySetResult();
            allIn = null;
        }
    }

    private void Audit(RoadsteadDb db, IReadOnlyList<AuditDraft> drafts)
    {
        var at = time.GetUtcNow();
        var actor = actors.Current;
        db.AuditEntries.AddRange(drafts.Select(draft => new AuditEntry
        {
            At = at,
            Actor = actor.Name,
            Action = draft.Action,
            Object = draft.Object,
            Outcome = "ok",
            Before = AuditJson.Serialize(draft.Before),
            After = AuditJson.Serialize(draft.After),
            Source = actor.Source,
        }));
    }

    private async Task<CommitResult> WriteAsync(RoadsteadDb db, CommitTerms terms, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref underWay);
        try
        {
            await writer.WaitAsync(cancellationToken);
            try
            {
                return await WriteInTurnAsync(db, terms);
            }
            finally
            {
                writer.Release();
            }
        }
        finally
        {
            LeaveOne();
        }
    }

    private async Task<CommitResult> WriteInTurnAsync(RoadsteadDb db, CommitTerms terms)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await TryWriteAsync(db, terms);
            if (result.Status is not (CommitStatus.Busy or CommitStatus.Stale) || attempt == Attempts)
                return result;
            if (result.Status == CommitStatus.Stale && terms.OnlyIfUnchanged)
                return result;
            Log.Again(logger, result.Status, attempt);
        }
    }

    private static async Task<CommitResult> TryWriteAsync(RoadsteadDb db, CommitTerms terms)
    {
        try
        {
            CountRevisions(db.ChangeTracker);
            await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
            await db.SaveChangesAsync(acceptAllChangesOnSuccess: false, CancellationToken.None);
            if (terms.Keeps is { } keeps && await keeps(db, CancellationToken.None) is { } refusal)
                return new CommitResult(CommitStatus.Refused, Refusal: refusal);

            await transaction.CommitAsync(CancellationToken.None);
            db.ChangeTracker.AcceptAllChanges();
            return new CommitResult(CommitStatus.Committed);
        }
        catch (Exception e) when (StoreFailure.Read(e) is { } failure)
        {
            if (e is DbUpdateConcurrencyException conflict && !terms.OnlyIfUnchanged && !await WinAsync(conflict))
                return new CommitResult(CommitStatus.Gone);
            return failure;
        }
    }

    private static void CountRevisions(ChangeTracker tracker)
    {
        foreach (var entry in tracker.Entries<IRevisioned>().Where(e => e.State == EntityState.Modified))
            entry.Property(e => e.Revision).CurrentValue = entry.Property(e => e.Revision).OriginalValue + 1;
    }

    // The last writer wins: only the columns that this change edits are written, over whatever stands there now.
    // False when a row that it edits is gone; one that it deletes may be.
    private static async Task<bool> WinAsync(DbUpdateConcurrencyException conflict)
    {
        foreach (var entry in conflict.Entries)
        {
            var stored = await entry.GetDatabaseValuesAsync(CancellationToken.None);
            if (stored is null && entry.State != EntityState.Deleted)
                return false;
            if (stored is null)
                entry.State = EntityState.Detached;
            else
                foreach (var token in entry.Metadata.GetProperties().Where(p => p.IsConcurrencyToken))
                    entry.Property(token.Name).OriginalValue = stored[token.Name];
        }

        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A change met {Status} at attempt {Attempt}; it is tried again.")]
        public static partial void Again(ILogger logger, CommitStatus status, int attempt);
    }
}
