using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Spaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Audit;
using Roadstead.Server.Http;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.Registries.Hosts;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Spaces;

/// <summary>Binds spaces to workspaces. What a binding opens and closes is in force when the call returns.</summary>
internal sealed class BindingService(
    IDbContextFactory<RoadsteadDb> dbs, ChangeService changes, SpaceReader reader, SpaceImpact impacts, IdentityChanges identities, IAccessMapSource maps, TimeProvider time)
{
    /// <summary>The entity tag of a space's list of workspaces.</summary>
    public static string ETag(SpaceView space) => ETags.Of(SpaceReader.BoundOf(space));

    public Task<Outcome<SpaceView>> PutAsync(Guid id, PutBindings request, string? ifMatch, string? acknowledge, CancellationToken cancellationToken) =>
        request.Workspaces is null
            ? Task.FromResult<Outcome<SpaceView>>(Problem.ForField(ErrorCodes.ValidationFailed, "workspaces", "workspaces is the whole list of names; empty unbinds all."))
            : ChangeAsync(id, _ => request.Workspaces, ifMatch, acknowledge, cancellationToken);

    public Task<Outcome<SpaceView>> BindWorkspaceAsync(Guid id, string workspace, CancellationToken cancellationToken) =>
        ChangeAsync(id, bound => bound.Append(workspace), null, null, cancellationToken);

    public Task<Outcome<SpaceView>> UnbindAsync(Guid id, string workspace, string? acknowledge, CancellationToken cancellationToken) =>
        ChangeAsync(id, bound => bound.Contains(workspace) ? bound.Where(name => name != workspace) : null, null, acknowledge, cancellationToken);

    // Who lost a race reads again: with an If-Match it finds the list changed; without one it wins, or finds done what was asked for.
    private Task<Outcome<SpaceView>> ChangeAsync(Guid id, Func<IReadOnlyList<string>, IEnumerable<string>?> change, string? ifMatch, string? acknowledge, CancellationToken cancellationToken) =>
        LostRace.RepeatAsync(() => TryChangeAsync(id, change, ifMatch, acknowledge, cancellationToken), cancellationToken);

    // Null: somebody else bound one of the workspaces, or renewed accounts, meanwhile.
    private async Task<Outcome<SpaceView>?> TryChangeAsync(Guid id, Func<IReadOnlyList<string>, IEnumerable<string>?> change, string? ifMatch, string? acknowledge, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var space = await SpaceReader.Whole(db).SingleOrDefaultAsync(space => space.Id == id, cancellationToken);
        if (space is null) return SpaceReader.NoSuchSpace(id);
        var before = Bound(space);
        if (ETags.Check(ifMatch, ETags.Of(before)) is { } changed) return changed;
        if (change(before) is not { } wanted) return new Problem(ErrorCodes.NotFound, "The workspace is not bound to this space.");

        var after = wanted.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (after.SequenceEqual(before)) return await reader.ViewAsync(space, null, cancellationToken);
        var workspaces = await db.Workspaces.Where(workspace => after.Contains(workspace.Name)).ToListAsync(cancellationToken);
        if (after.Except(workspaces.Select(workspace => workspace.Name)).ToList() is { Count: > 0 } missing)
            return Problem.ForField(ErrorCodes.WorkspaceNotFound, "workspaces", $"There is no workspace named {string.Join(", ", missing.Select(name => $"'{name}'"))}.");

        if (SpaceInclusion.Check(space, workspaces.Where(workspace => !before.Contains(workspace.Name)), maps.Current) is { } included) return included;

        var leaving = space.Bindings.Where(binding => !after.Contains(binding.Workspace!.Name)).ToList();
        if (Impact.Check(await impacts.UnbindAsync(db, space, [.. leaving.Select(binding => binding.Workspace!)], cancellationToken), acknowledge) is { } impact) return impact;

        // The space counts as changed, so that of two edits of one list that both began here, an If-Match lets only the first through.
        db.Entry(space).Property(row => row.Revision).IsModified = true;
        db.Bindings.RemoveRange(leaving);
        if (space.Visibility is Visibility.Private && leaving.Select(binding => binding.WorkspaceId).ToList() is { Count: > 0 } losing)
            await identities.RevokeAsync(db, space.Registry!, WorkspaceSet.Of(losing), cancellationToken);
        foreach (var workspace in workspaces.Where(workspace => !before.Contains(workspace.Name)))
            db.Bindings.Add(new Binding { SpaceId = space.Id, WorkspaceId = workspace.Id, Workspace = workspace, CreatedAt = time.GetUtcNow() });
        var drafts = after.Except(before).Select(name => Draft("space.bind", space, name, before, after))
            .Concat(before.Except(after).Select(name => Draft("space.unbind", space, name, before, after))).ToList();
        var isConditional = !string.IsNullOrEmpty(ifMatch);
        var result = await changes.CommitAsync(db, drafts, new CommitTerms(OnlyIfUnchanged: isConditional), cancellationToken);
        if (LostRace.Is(result)) return null;
        if (result.ToProblem() is { } refusal) return refusal;
        return await ReadAsync(id, cancellationToken);
    }

    private async Task<Outcome<SpaceView>> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var space = await SpaceReader.Whole(db).AsNoTracking().SingleOrDefaultAsync(space => space.Id == id, cancellationToken);
        return space is null ? SpaceReader.NoSuchSpace(id) : await reader.ViewAsync(space, null, cancellationToken);
    }

    private static AuditDraft Draft(string action, Space space, string workspace, IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        new(action, $"{SpaceFacts.Name(space)} {workspace}", new { Workspaces = before }, new { Workspaces = after });

    private static List<string> Bound(Space space) => [.. space.Bindings.Select(binding => binding.Workspace!.Name).Order(StringComparer.Ordinal)];
}
