using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Audit;
using Roadstead.Server.Http;
using Roadstead.Server.Identity;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Workspaces;

/// <summary>Workspaces themselves; members and namespaces have services of their own.</summary>
public sealed class WorkspaceService(IDbContextFactory<RoadsteadDb> dbs, ChangeService changes, TimeProvider time)
{
    public Task<Page<WorkspaceView>> ListAsync(ListQuery query, Caller caller, CancellationToken cancellationToken) => ListAsync(query, new WorkspaceFilter(), caller, cancellationToken);

    public async Task<Page<WorkspaceView>> ListAsync(ListQuery query, WorkspaceFilter filter, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var workspaces = db.Workspaces.AsNoTracking().Where(workspace => query.Pattern == null || EF.Functions.Like(workspace.Name, query.Pattern, ListQuery.Escape) || EF.Functions.Like(workspace.DisplayName, query.Pattern, ListQuery.Escape));
        if (!caller.IsPlatformAdmin)
        {
            var own = caller.Roles.Keys.ToList();
            workspaces = workspaces.Where(workspace => own.Contains(workspace.Id));
        }

        if (filter.Space is { } space) workspaces = workspaces.Where(workspace => db.Bindings.Any(binding => binding.WorkspaceId == workspace.Id && binding.SpaceId == space) == filter.IsBound);
        if (filter.Names is { } names) workspaces = workspaces.Where(workspace => names.Contains(workspace.Name));

        return await Paging.ReadAsync(workspaces, workspace => workspace.Name, rows => ViewsAsync(db, rows, cancellationToken), query, cancellationToken);
    }

    public async Task<Outcome<WorkspaceView>> GetAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var workspace = await db.Workspaces.AsNoTracking().SingleOrDefaultAsync(workspace => workspace.Name == name, cancellationToken);
        return workspace is null ? NoSuchWorkspace(name) : (await ViewsAsync(db, [workspace], cancellationToken))[0];
    }

    public async Task<Outcome<WorkspaceView>> CreateAsync(CreateWorkspace request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors()
            .Require(Names.IsLabel(request.Name), "name", $"A workspace's name is {Names.LabelShape}.")
            .Require(Names.IsDisplayName(request.DisplayName), "displayName", $"displayName is {Names.DisplayNameShape}.");
        if (errors.ToProblem() is { } problem) return problem;

        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var workspace = new Workspace { Name = request.Name!, DisplayName = request.DisplayName?.Trim() ?? request.Name!, CreatedAt = time.GetUtcNow() };
        db.Workspaces.Add(workspace);
        var view = new WorkspaceView(workspace.Name, workspace.DisplayName, 0, 0, 0, 0, workspace.CreatedAt);
        var result = await changes.CommitAsync(db, new AuditDraft("workspace.create", workspace.Name, null, view), cancellationToken);
        return result.ToProblem(ErrorCodes.NameTaken) is { } refusal ? refusal : view;
    }

    public async Task<Outcome<WorkspaceView>> EditAsync(string name, EditWorkspace request, CancellationToken cancellationToken)
    {
        if (new FieldErrors().Require(Names.IsDisplayName(request.DisplayName), "displayName", $"displayName is {Names.DisplayNameShape}.").ToProblem() is { } problem) return problem;
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var workspace = await db.Workspaces.SingleOrDefaultAsync(workspace => workspace.Name == name, cancellationToken);
        if (workspace is null) return NoSuchWorkspace(name);
        var before = (await ViewsAsync(db, [workspace], cancellationToken))[0];
        var after = before with { DisplayName = request.DisplayName?.Trim() ?? before.DisplayName };
        if (after == before) return after;
        workspace.DisplayName = after.DisplayName;
        var result = await changes.CommitAsync(db, new AuditDraft("workspace.edit", name, before, after), cancellationToken);
        return result.ToProblem() is { } refusal ? refusal : after;
    }

    public async Task<Outcome<WorkspaceView>> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var workspace = await db.Workspaces.SingleOrDefaultAsync(workspace => workspace.Name == name, cancellationToken);
        if (workspace is null) return NoSuchWorkspace(name);
        var before = (await ViewsAsync(db, [workspace], cancellationToken))[0];
        if (before.NamespaceCount + before.SpaceCount + before.RegistryCount > 0)
            return new Problem(ErrorCodes.WorkspaceInUse, $"It still holds {before.RegistryCount} registries, {before.SpaceCount} bound spaces and {before.NamespaceCount} namespaces: remove these first.");
        db.Workspaces.Remove(workspace);

        // The references forbid what the look above could not see: something that was added since.
        var result = await changes.CommitAsync(db, new AuditDraft("workspace.delete", name, before), cancellationToken);
        return result.ToProblem(referenced: ErrorCodes.WorkspaceInUse) is { } refusal ? refusal : before;
    }

    internal static Problem NoSuchWorkspace(string name) => new(ErrorCodes.NotFound, $"There is no workspace '{name}' that you are a member of.");


    private static async Task<IReadOnlyList<WorkspaceView>> ViewsAsync(RoadsteadDb db, IReadOnlyList<Workspace> workspaces, CancellationToken cancellationToken)
    {
        var ids = workspaces.Select(workspace => workspace.Id).ToList();
        var counts = await db.Workspaces.AsNoTracking().Where(workspace => ids.Contains(workspace.Id)).Select(workspace => new
        {
            workspace.Id,
            Members = workspace.Members.Count,
            Namespaces = workspace.Namespaces.Count,
            Spaces = db.Bindings.Count(binding => binding.WorkspaceId == workspace.Id),
            Registries = db.Registries.Count(registry => registry.WorkspaceId == workspace.Id),
        }).ToDictionaryAsync(row => row.Id, cancellationToken);
        return [.. workspaces.Select(workspace => new WorkspaceView(
            workspace.Name, workspace.DisplayName, counts[workspace.Id].Members, counts[workspace.Id].Namespaces, counts[workspace.Id].Spaces, counts[workspace.Id].Registries, workspace.CreatedAt))];
    }
}
