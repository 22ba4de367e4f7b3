using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;
using Roadstead.Registries;
using Roadstead.Server.Audit;
using Roadstead.Server.Registries;
using Roadstead.Server.Registries.Hosts;
using Roadstead.Server.Spaces.Sync;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces;

/// <summary>
/// Changes and deletes the spaces of platform registries. What the registry itself is to change is brought there in the background; what closes is in force here with the call.
/// </summary>
internal sealed class SpaceService(
    IDbContextFactory<RoadsteadDb> dbs, ChangeService changes, SpaceReader reader, SpaceImpact impacts, SpaceRevocation revocation, IRegistryConnections connections, ISpaceSync sync,
    IAccessMapSource maps, TimeProvider time)
{
    private const long NoQuota = -1;

    // The look of a registry that was overtaken begins anew.
    private static readonly CommitTerms OnlyIfUnchanged = new(OnlyIfUnchanged: true);

    public Task<Outcome<SpaceView>> EditAsync(Guid id, EditSpace request, string? acknowledge, CancellationToken cancellationToken) =>
        request.QuotaBytes is not (null or NoQuota or > 0)
            ? Task.FromResult<Outcome<SpaceView>>(Problem.ForField(ErrorCodes.ValidationFailed, "quotaBytes", "quotaBytes is more than 0, or -1 for no limit."))
            : LostRace.RepeatAsync(() => TryEditAsync(id, request, acknowledge, cancellationToken), cancellationToken);

    // Null: somebody else changed it, or renewed accounts, meanwhile.
    private async Task<Outcome<SpaceView>?> TryEditAsync(Guid id, EditSpace request, string? acknowledge, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var space = await SpaceReader.Whole(db).SingleOrDefaultAsync(space => space.Id == id, cancellationToken);
        if (space is null) return SpaceReader.NoSuchSpace(id);
        var visibility = request.Visibility ?? space.Visibility;
        var quota = request.QuotaBytes is { } asked ? (asked == NoQuota ? null : asked) : space.QuotaBytes;
        var keeps = request.Keep == true && space.Removing;
        if (!keeps && visibility == space.Visibility && quota == space.QuotaBytes) return await reader.ViewAsync(space, null, cancellationToken);
        if (space.Removing && !keeps) return new Problem(ErrorCodes.SpaceRemoving);
        if (Check(space, visibility, quota) is { } refused) return refused;
        if (visibility is Visibility.Public && space.Visibility is Visibility.Private && SpaceInclusion.Check(space, maps.Current) is { } included) return included;
        var closes = visibility is Visibility.Private && space.Visibility is Visibility.Public;
        if (closes && Impact.Check(await impacts.MakePrivateAsync(db, space, cancellationToken), acknowledge) is { } impact) return impact;

        var before = SpaceFacts.Of(space);
        (space.Visibility, space.QuotaBytes) = (visibility, quota);
        if (keeps) space.Removing = false;
        if (space.Presence is not null) SpaceStates.Restart(space, time.GetUtcNow());
        if (closes) await revocation.RevokeAsync(db, [space], [], cancellationToken);
        var result = await changes.CommitAsync(db, [new AuditDraft("space.edit", SpaceFacts.Name(space), before, SpaceFacts.Of(space))], OnlyIfUnchanged, cancellationToken);
        if (LostRace.Is(result) || result.Status is CommitStatus.Stale) return null;
        if (result.ToProblem() is { } refusal) return refusal;
        sync.Request(space.RegistryId);
        return await reader.ViewAsync(space, null, cancellationToken);
    }

    public Task<Outcome<SpaceView>> DeleteAsync(Guid id, string? acknowledge, CancellationToken cancellationToken) =>
        LostRace.RepeatAsync(() => TryDeleteAsync(id, acknowledge, cancellationToken), cancellationToken);

    // Null: somebody else changed it, or renewed accounts, meanwhile.
    private async Task<Outcome<SpaceView>?> TryDeleteAsync(Guid id, string? acknowledge, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var space = await SpaceReader.Whole(db).SingleOrDefaultAsync(space => space.Id == id, cancellationToken);
        if (space is null) return SpaceReader.NoSuchSpace(id);

        // What the registry has not got, or may have got from us, is told apart from what it is to delete.
        var isHereOnly = space.Presence is null or SpacePresence.Gone || (space.Presence is SpacePresence.Wanted && space.AttemptedAt is null);
        if (space.Presence is SpacePresence.Present && SpaceCreationService.CheckCapability(connections.Find(space.RegistryId), RegistryCapability.DeleteSpace, "name", "deletes no spaces") is { } missing) return missing;
        if (!space.Removing && Impact.Check(await impacts.DeleteAsync(db, space, cancellationToken), acknowledge) is { } impact) return impact;
        var before = SpaceFacts.Of(space);
        if (!space.Removing) await revocation.RevokeAsync(db, [], [space], cancellationToken);
        if (!isHereOnly)
        {
            space.Removing = true;
            SpaceStates.Restart(space, time.GetUtcNow());
        }

        var view = await reader.ViewAsync(space, null, cancellationToken);
        if (isHereOnly) db.Spaces.Remove(space);
        var result = await changes.CommitAsync(db, [new AuditDraft("space.delete", SpaceFacts.Name(space), before, isHereOnly ? null : SpaceFacts.Of(space))], OnlyIfUnchanged, cancellationToken);
        if (LostRace.Is(result) || result.Status is CommitStatus.Stale) return null;
        if (result.ToProblem() is { } refusal) return refusal;
        sync.Request(space.RegistryId);
        return view;
    }

    /// <summary>Who loses access when these workspaces are unbound: the very impact that the change asks to have acknowledged.</summary>
    public async Task<Outcome<ImpactView>> UnbindImpactAsync(Guid id, IReadOnlyCollection<string> workspaces, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var space = await SpaceReader.Whole(db).AsNoTracking().SingleOrDefaultAsync(space => space.Id == id, cancellationToken);
        if (space is null) return SpaceReader.NoSuchSpace(id);
        var leaving = workspaces.ToHashSet(StringComparer.Ordinal);
        return await impacts.UnbindAsync(db, space, [.. space.Bindings.Where(binding => leaving.Contains(binding.Workspace!.Name)).Select(binding => binding.Workspace!)], cancellationToken);
    }

    public async Task<Outcome<ImpactView>> ImpactAsync(Guid id, string? action, string? workspace, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var space = await SpaceReader.Whole(db).AsNoTracking().SingleOrDefaultAsync(space => space.Id == id, cancellationToken);
        if (space is null) return SpaceReader.NoSuchSpace(id);
        return action switch
        {
            "make-private" => await impacts.MakePrivateAsync(db, space, cancellationToken),
            "delete" => await impacts.DeleteAsync(db, space, cancellationToken),
            "unbind" => await impacts.UnbindAsync(db, space, [.. space.Bindings.Where(binding => workspace is null || binding.Workspace!.Name == workspace).Select(binding => binding.Workspace!)], cancellationToken),
            _ => Problem.ForField(ErrorCodes.ValidationFailed, "action", "action is make-private, delete or unbind."),
        };
    }

    private Problem? Check(Space space, Visibility visibility, long? quota)
    {
        if (space.Presence is null)
            return quota == space.QuotaBytes ? null : Problem.ForField(ErrorCodes.CapabilityMissing, "quotaBytes", "This registry has no spaces of its own, so that nothing limits what a space holds.");
        var driver = connections.Find(space.RegistryId);
        return (visibility == space.Visibility || space.Presence is SpacePresence.Wanted || space.IsMarkedHereOnly ? null : SpaceCreationService.CheckCapability(driver, RegistryCapability.SetVisibility, "visibility", "opens and closes no spaces"))
            ?? (quota == space.QuotaBytes ? null : SpaceCreationService.CheckCapability(driver, RegistryCapability.SetQuota, "quotaBytes", "limits no spaces"));
    }
}
