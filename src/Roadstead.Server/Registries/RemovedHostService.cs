using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Errors;
using Roadstead.Server.Audit;
using Roadstead.Server.Http;
using Roadstead.Server.Storage;

namespace Roadstead.Server.Registries;

/// <summary>Hosts whose registry was removed: denied until an admin forgets them.</summary>
internal sealed class RemovedHostService(IDbContextFactory<RoadsteadDb> contexts, ChangeService changes)
{
    public async Task<Outcome<Page<RemovedHostView>>> ListAsync(string? workspace, ListQuery query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var owner = await RegistryOwner.FindAsync(db, workspace, cancellationToken);
        if (!owner.IsSuccess)
            return owner.Problem;

        var id = owner.Value.WorkspaceId;
        var hosts = db.RemovedHosts.AsNoTracking().Where(row => row.WorkspaceId == id && (query.Pattern == null || EF.Functions.Like(row.Host, query.Pattern, ListQuery.Escape) || EF.Functions.Like(row.Registry, query.Pattern, ListQuery.Escape)));
        return await Paging.ReadAsync(
            hosts, row => row.Host, rows => Task.FromResult<IReadOnlyList<RemovedHostView>>([.. rows.Select(row => new RemovedHostView(row.Host, row.Registry, row.RemovedAt))]), query, cancellationToken);
    }

    /// <summary>From now on the host is like any other that no registry is integrated for.</summary>
    public async Task<Outcome<RemovedHostView>> ForgetAsync(string? workspace, string host, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var owner = await RegistryOwner.FindAsync(db, workspace, cancellationToken);
        if (!owner.IsSuccess)
            return owner.Problem;

        var id = owner.Value.WorkspaceId;
        var folded = host.ToLowerInvariant();
        var row = await db.RemovedHosts.SingleOrDefaultAsync(row => row.WorkspaceId == id && row.Host == folded, cancellationToken);
        if (row is null)
            return new Problem(ErrorCodes.NotFound, $"'{host}' is not among the removed hosts.");

        var view = new RemovedHostView(row.Host, row.Registry, row.RemovedAt);
        db.RemovedHosts.Remove(row);
        var result = await changes.CommitAsync(db, new AuditDraft("removed-host.forget", owner.Value.ObjectOf(row.Host), view), cancellationToken);
        return result.ToProblem() is { } refusal ? refusal : view;
    }
}
