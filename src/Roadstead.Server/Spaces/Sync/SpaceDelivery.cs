using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Registries;
using Roadstead.Server.Audit;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces.Sync;

/// <summary>
/// Brings to a registry what was changed here, one call after another. Each can be interrupted anywhere and is then found half done by the next look: what the registry has is
/// compared with what should be, never with what was tried.
/// </summary>
internal sealed class SpaceDelivery(IDbContextFactory<RoadsteadDb> dbs, SpaceEditStore rows, IOptions<SpaceSyncOptions> options, TimeProvider time)
{
    // A space that was made there at most this long before or after it was asked for, and was not there then, is the one that was asked for. Clocks differ.
    private static readonly TimeSpan OwnWithin = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> refused = new();

    /// <param name="registryId">The registry.</param>
    /// <param name="admin">How it is changed.</param>
    /// <param name="again">True: what it refused is tried again.</param>
    /// <param name="cancellationToken">Ends it between two calls, or within one.</param>
    /// <exception cref="RegistryException">The registry cannot be reached: what is left waits for the next look.</exception>
    public async Task DeliverAsync(Guid registryId, ISpaceAdministration admin, bool again, CancellationToken cancellationToken)
    {
        foreach (var id in await ReadAsync(registryId, cancellationToken))
        {
            if (!again && refused.TryGetValue(id, out var until) && until > time.GetUtcNow()) continue;
            using var deadline = new CancellationTokenSource(options.Value.Deadline, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            try
            {
                await DeliverAsync(id, admin, either.Token);
                refused.TryRemove(id, out _);
            }
            catch (RegistryException e) when (!e.IsTransient)
            {
                refused[id] = time.GetUtcNow() + options.Value.RetryRefusedAfter;
                await FailAsync(id, e, cancellationToken);
            }
            catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new RegistryException(RegistryErrorCode.Timeout, $"The registry did not do it within {options.Value.Deadline.TotalSeconds:0} seconds.");
            }
        }
    }

    /// <summary>Tells on every space that waits for the registry why it still waits.</summary>
    public async Task FailAllAsync(Guid registryId, RegistryException failure, CancellationToken cancellationToken)
    {
        foreach (var id in await ReadAsync(registryId, cancellationToken))
            await FailAsync(id, failure, cancellationToken);
    }

    // What closes goes first, what opens last.
    private async Task<IReadOnlyList<Guid>> ReadAsync(Guid registryId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var work = await db.Spaces.AsNoTracking()
            .Where(space => space.RegistryId == registryId && space.Presence != null && (space.Removing || space.Presence == SpacePresence.Wanted
                || (space.Presence == SpacePresence.Present && ((space.RemoteVisibility != null && space.Visibility != space.RemoteVisibility) || space.QuotaBytes != space.RemoteQuotaBytes))))
            .ToListAsync(cancellationToken);
        return [.. work.OrderBy(space => space.Visibility is Visibility.Private ? 0 : 1).ThenBy(space => space.Name, StringComparer.Ordinal).Select(space => space.Id)];
    }

    private async Task DeliverAsync(Guid id, ISpaceAdministration admin, CancellationToken cancellationToken)
    {
        // Read anew: while those before it were on their way it may have been closed, and must not be opened there any more.
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (await db.Spaces.AsNoTracking().SingleOrDefaultAsync(space => space.Id == id, cancellationToken) is not { } space || !SpaceStates.HasWork(space)) return;
        if (space.Removing) await RemoveAsync(space, admin, cancellationToken);
        else if (space.Presence is SpacePresence.Wanted) await CreateAsync(space, admin, cancellationToken);
        else await ChangeAsync(space, admin, cancellationToken);
    }

    private async Task CreateAsync(Space space, ISpaceAdministration admin, CancellationToken cancellationToken)
    {
        var found = await admin.FindSpaceAsync(space.Name, cancellationToken);
        if (found is not null && !IsOwn(space, found))
            throw new RegistryException(RegistryErrorCode.AlreadyExists, "The name is taken there.");
        var isMadeNow = found is null;
        found ??= await MakeAsync(space, admin, cancellationToken);
        if (found is null) return;
        await ApplyAsync(space.Id, row =>
        {
            if (isMadeNow) row.RemoteVisibility = space.Visibility; // what was asked for a moment ago; else nobody knows, and closed wins
            SpaceMerge.Apply(row, found);
            if (!SpaceMerge.TellsQuota(found)) row.RemoteQuotaBytes = space.QuotaBytes;
            row.AttemptedAt = null;
        }, cancellationToken);
    }

    private async Task<RemoteSpace?> MakeAsync(Space space, ISpaceAdministration admin, CancellationToken cancellationToken)
    {
        // Noted first: a crash between the registry's yes and our note of it would else leave a space there that nobody knows to be this one.
        var isWanted = false;
        if (!await rows.NoteAsync(space.Id, row => (row.AttemptedAt, isWanted) = row.Removing ? (row.AttemptedAt, false) : (time.GetUtcNow(), true), cancellationToken) || !isWanted) return null;
        try
        {
            return await admin.CreateSpaceAsync(space.Name, space.Visibility is Visibility.Public, space.QuotaBytes, cancellationToken);
        }
        catch (RegistryException e) when (e.Code is RegistryErrorCode.AlreadyExists or RegistryErrorCode.Denied or RegistryErrorCode.Invalid)
        {
            // Not made: what may be there under the name is not ours. Where it exists, somebody else was quicker, in the moment since it was looked for.
            await rows.NoteAsync(space.Id, row => row.AttemptedAt = null, cancellationToken);
            throw;
        }
    }

    private async Task ChangeAsync(Space space, ISpaceAdministration admin, CancellationToken cancellationToken)
    {
        if (SpaceStates.VisibilityDiffers(space))
        {
            await admin.SetVisibilityAsync(space.Name, space.Visibility is Visibility.Public, cancellationToken);
            await ApplyAsync(space.Id, row => row.RemoteVisibility = space.Visibility, cancellationToken);
        }

        if (space.QuotaBytes != space.RemoteQuotaBytes)
        {
            await admin.SetQuotaAsync(space.Name, space.QuotaBytes, cancellationToken);
            await ApplyAsync(space.Id, row => row.RemoteQuotaBytes = space.QuotaBytes, cancellationToken);
        }
    }

    private async Task RemoveAsync(Space space, ISpaceAdministration admin, CancellationToken cancellationToken)
    {
        // Asked for once more, right before: what another made under the name since is left alone.
        var found = await admin.FindSpaceAsync(space.Name, cancellationToken);
        if (found is not null && (space.Presence is SpacePresence.Wanted ? IsOwn(space, found) : SpaceMerge.IsSame(space, found)))
            await admin.DeleteSpaceAsync(space.Name, cancellationToken);
        await rows.EditAsync(space.Id, (db, row) =>
        {
            if (!row.Removing) return null; // it is to be kept after all, and too late: the next look finds that it is gone
            db.Spaces.Remove(row);
            return new AuditDraft("space.remove", SpaceFacts.Name(row), SpaceFacts.Of(row));
        }, cancellationToken);
    }

    private Task<bool> ApplyAsync(Guid id, Action<Space> apply, CancellationToken cancellationToken) => rows.EditAsync(
        id,
        (_, row) =>
        {
            var before = SpaceFacts.Of(row);
            apply(row);
            SpaceStates.Settle(row, time.GetUtcNow());
            return new AuditDraft("space.apply", SpaceFacts.Name(row), before, SpaceFacts.Of(row));
        },
        cancellationToken);

    private Task<bool> FailAsync(Guid id, RegistryException failure, CancellationToken cancellationToken) => rows.NoteAsync(
        id,
        row =>
        {
            if (SpaceStates.HasWork(row)) SpaceStates.Fail(row, failure, time.GetUtcNow());
        },
        cancellationToken);

    private static bool IsOwn(Space space, RemoteSpace found) =>
        space.AttemptedAt is { } asked && (found.CreatedAt is not { } made || (made - asked).Duration() <= OwnWithin);
}
