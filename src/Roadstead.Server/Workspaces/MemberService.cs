using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Audit;
using Roadstead.Server.Http;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Workspaces;

/// <summary>Who belongs to a workspace, in which role.</summary>
public sealed class MemberService(IDbContextFactory<RoadsteadDb> dbs, ChangeService changes, TimeProvider time)
{
    public async Task<Outcome<Page<MemberView>>> ListAsync(string name, ListQuery query, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var workspace = await db.Workspaces.AsNoTracking().SingleOrDefaultAsync(workspace => workspace.Name == name, cancellationToken);
        if (workspace is null) return WorkspaceService.NoSuchWorkspace(name);
        var members = db.WorkspaceMembers.AsNoTracking().Include(member => member.User)
            .Where(member => member.WorkspaceId == workspace.Id && (query.Pattern == null || EF.Functions.Like(member.User!.UserName!, query.Pattern, ListQuery.Escape)));
        return await Paging.ReadAsync(members, member => member.User!.UserName!, rows => Task.FromResult<IReadOnlyList<MemberView>>([.. rows.Select(View)]), query, cancellationToken);
    }

    /// <summary>The admins of a workspace, by name.</summary>
    public async Task<IReadOnlyList<string>> ListAdminsAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.WorkspaceMembers.Where(member => member.Workspace!.Name == name && member.Role == WorkspaceRole.Admin)
            .Select(member => member.User!.UserName!).OrderBy(user => user).ToListAsync(cancellationToken);
    }

    // Who lost a race reads again, and gives the member that the other one added the role that was asked for.
    public async Task<Outcome<MemberView>> PutAsync(string name, string user, PutMember request, CancellationToken cancellationToken) =>
        await TryPutAsync(name, user, request, cancellationToken)
        ?? await TryPutAsync(name, user, request, cancellationToken)
        ?? new Problem(ErrorCodes.StoreBusy);

    // Null: somebody else added the member meanwhile.
    private async Task<Outcome<MemberView>?> TryPutAsync(string name, string user, PutMember request, CancellationToken cancellationToken)
    {
        if (request.Role is not { } role) return Problem.ForField(ErrorCodes.ValidationFailed, "role", "role is admin, editor or viewer.");
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var workspace = await db.Workspaces.SingleOrDefaultAsync(workspace => workspace.Name == name, cancellationToken);
        if (workspace is null) return WorkspaceService.NoSuchWorkspace(name);
        var found = await db.Users.SingleOrDefaultAsync(row => row.UserName == user, cancellationToken);
        if (found is null) return new Problem(ErrorCodes.NotFound, $"There is no user '{user}'. A platform admin makes users.");

        var member = await db.WorkspaceMembers.Include(row => row.User).SingleOrDefaultAsync(row => row.WorkspaceId == workspace.Id && row.UserId == found.Id, cancellationToken);
        var before = member is null ? null : View(member);
        if (before?.Role == role) return before;
        if (member is null) db.WorkspaceMembers.Add(member = new WorkspaceMember { WorkspaceId = workspace.Id, UserId = found.Id, User = found, Since = time.GetUtcNow() });
        member.Role = role;
        var after = View(member);
        var result = await changes.CommitAsync(db, new AuditDraft(before is null ? "workspace.add-member" : "workspace.change-role", $"{name}/{user}", before, after), cancellationToken);
        if (result.Status is CommitStatus.Duplicate) return null;
        return result.ToProblem() is { } refusal ? refusal : after;
    }

    public async Task<Outcome<MemberView>> DeleteAsync(string name, string user, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var member = await db.WorkspaceMembers.Include(row => row.User).SingleOrDefaultAsync(row => row.Workspace!.Name == name && row.User!.UserName == user, cancellationToken);
        if (member is null) return new Problem(ErrorCodes.NotFound, $"'{user}' is no member of '{name}'.");
        var before = View(member);
        db.WorkspaceMembers.Remove(member);
        var result = await changes.CommitAsync(db, new AuditDraft("workspace.remove-member", $"{name}/{user}", before), cancellationToken);
        return result.ToProblem() is { } refusal ? refusal : before;
    }

    private static MemberView View(WorkspaceMember member) => new(member.User!.UserName!, member.Role, member.Since);
}
