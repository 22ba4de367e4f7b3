using Microsoft.EntityFrameworkCore;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Audit;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces.Sync;

/// <summary>
/// Takes over what a registry has: new spaces, what was changed there, what is gone. The audit names the registry as who did it. A look at a registry where nothing changed
/// writes nothing. What a crash interrupts is found again by the next look.
/// </summary>
internal sealed partial class SpaceIntake(
    IDbContextFactory<RoadsteadDb> dbs, ChangeService changes, SpaceRevocation revocation, SpaceEditStore rows, ActorContext actors, TimeProvider time, ILogger<SpaceIntake> logger)
{
    // A change holds up other changes while it is written: many small ones let them through.
    private const int ChangesAtOnce = 50;

    // What is no longer listed is asked for by name, before anybody loses it.
    private const int MaxMissing = 100;

    /// <param name="registry">The registry.</param>
    /// <param name="admin">The registry, to be asked by name.</param>
    /// <param name="remote">Everything that it lists, by name. What turns out not to be there any more is left out; what is, though not listed, comes in.</param>
    /// <param name="cancellationToken">Ends it between two changes.</param>
    /// <returns>False when somebody else changed the same meanwhile: another look is due.</returns>
    public async Task<bool> TakeAsync(Upstream registry, ISpaceAdministration admin, Dictionary<string, RemoteSpace> remote, CancellationToken cancellationToken)
    {
        actors.Current = new Actor($"registry:{registry.Name}", null);
        var known = await ReadAsync(registry.RegistryId, cancellationToken);
        var missing = known.Values.Where(space => space is { Presence: SpacePresence.Present, Removing: false } && !remote.ContainsKey(space.Name))
            .OrderBy(space => space.Reason is SpaceReason.Unseen).Take(MaxMissing).ToList();
        var unseen = await LookForAsync(missing, admin, remote, cancellationToken);
        var vanished = missing.Where(space => !remote.ContainsKey(space.Name) && !unseen.Contains(space.Name)).Select(space => space.Name)
            .Concat(known.Values.Where(space => space is { Presence: SpacePresence.Gone, Bindings: [] } && !remote.ContainsKey(space.Name)).Select(space => space.Name));
        var differing = remote.Values.Where(found => known.GetValueOrDefault(found.Name) is not { } space || Differs(space, found)).Select(found => found.Name);
        var settled = true;
        foreach (var names in vanished.Concat(differing).Chunk(ChangesAtOnce))
            settled &= await TakeAsync(registry, names, remote, cancellationToken);
        foreach (var names in remote.Values.Where(found => known.GetValueOrDefault(found.Name) is { Presence: SpacePresence.Present } space && SpaceMerge.Reports(space, found)).Select(found => found.Name).Chunk(ChangesAtOnce))
            await ReportAsync(registry.RegistryId, names, remote, cancellationToken);
        return settled;
    }

    // Those that the registry does not show to this login: whether they are there, nobody knows. Nobody loses one for that.
    private async Task<HashSet<string>> LookForAsync(List<Space> missing, ISpaceAdministration admin, Dictionary<string, RemoteSpace> remote, CancellationToken cancellationToken)
    {
        var unseen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var space in missing)
        {
            try
            {
                if (await admin.FindSpaceAsync(space.Name, cancellationToken) is { } found) remote[space.Name] = found;
            }
            catch (RegistryException e) when (e.Code is RegistryErrorCode.Denied)
            {
                unseen.Add(space.Name);
                await rows.NoteAsync(space.Id, row => SpaceStates.Unsee(row, time.GetUtcNow()), cancellationToken);
            }
        }

        return unseen;
    }

    private static bool Differs(Space space, RemoteSpace found) =>
        space.Presence is not SpacePresence.Wanted && (!SpaceMerge.IsSame(space, found) || SpaceMerge.Changes(space, found));

    private async Task<Dictionary<string, Space>> ReadAsync(Guid registryId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Spaces.AsNoTracking().Include(space => space.Usage).Include(space => space.Bindings).AsSplitQuery()
            .Where(space => space.RegistryId == registryId && space.Presence != null).ToDictionaryAsync(space => space.Name, StringComparer.Ordinal, cancellationToken);
    }

    private async Task<bool> TakeAsync(Upstream registry, string[] names, Dictionary<string, RemoteSpace> remote, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (!await db.Registries.AnyAsync(row => row.Id == registry.RegistryId, cancellationToken)) return true;
        var spaces = await Whole(db).Where(space => space.RegistryId == registry.RegistryId && names.Contains(space.Name)).ToDictionaryAsync(space => space.Name, StringComparer.Ordinal, cancellationToken);
        var parts = await Whole(db).Where(space => space.RegistryId == registry.RegistryId && space.Presence == null).ToListAsync(cancellationToken);
        var change = new IntakeChange(db, registry, parts, time.GetUtcNow());
        foreach (var name in names)
            change.Take(spaces.GetValueOrDefault(name), remote.GetValueOrDefault(name));
        if (change.Drafts.Count == 0) return true;
        await revocation.RevokeAsync(db, change.Closed, change.Removed, cancellationToken);
        var result = await changes.CommitAsync(db, change.Drafts, new CommitTerms(OnlyIfUnchanged: true), cancellationToken);
        if (!result.IsCommitted) Log.Overtaken(logger, registry.Name, names.Length, result.Status);
        return result.IsCommitted;
    }

    private static IQueryable<Space> Whole(RoadsteadDb db) =>
        db.Spaces.Include(space => space.Registry).Include(space => space.Usage).Include(space => space.Bindings).ThenInclude(binding => binding.Workspace).AsSplitQuery();

    private async Task ReportAsync(Guid registryId, string[] names, Dictionary<string, RemoteSpace> remote, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var spaces = await db.Spaces.Include(space => space.Usage)
            .Where(space => space.RegistryId == registryId && space.Presence == SpacePresence.Present && names.Contains(space.Name)).ToListAsync(cancellationToken);
        foreach (var space in spaces)
            SpaceMerge.Report(space, remote[space.Name]);
        await changes.RecordAsync(db, cancellationToken); // of what is lost here, the next look brings newer numbers
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Taking over {Spaces} spaces of registry {Registry} ended in {Status}; it is looked at again.")]
        public static partial void Overtaken(ILogger logger, string registry, int spaces, CommitStatus status);
    }
}
