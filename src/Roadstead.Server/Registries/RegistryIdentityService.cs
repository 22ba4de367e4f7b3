using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Audit;
using Roadstead.Server.Http;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Registries;

/// <summary>The pull identities by which namespaces pull from a registry.</summary>
internal sealed class RegistryIdentityService(IDbContextFactory<RoadsteadDb> contexts, ChangeService changes, GatewayAccounts identities)
{
    public async Task<Outcome<Page<IdentityView>>> ListAsync(string? workspace, string name, ListQuery query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await RegistryReader.FindAsync(db, workspace, name, cancellationToken);
        if (!found.IsSuccess)
            return found.Problem;

        var accounts = await AccountsAsync(db, found.Value.Registry, cancellationToken);
        var names = await db.Workspaces.ToDictionaryAsync(row => row.Id, row => row.Name, cancellationToken);
        return await Paging.ReadAsync(
            accounts.AsNoTracking().Where(account => query.Pattern == null || EF.Functions.Like(account.Account, query.Pattern, ListQuery.Escape) || EF.Functions.Like(account.Namespace, query.Pattern, ListQuery.Escape)),
            account => account.Account,
            rows => Task.FromResult<IReadOnlyList<IdentityView>>([.. rows.Select(account => View(account, names[account.WorkspaceId]))]),
            query,
            cancellationToken);
    }

    /// <summary>Renews the accounts that pull from the registry; the old ones are dead with the change. An account serves all registries of its namespace, so that it is renewed for all.</summary>
    public async Task<Outcome<Page<IdentityView>>> RotateAsync(string? workspace, string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await RegistryReader.FindAsync(db, workspace, name, cancellationToken);
        if (!found.IsSuccess)
            return found.Problem;

        var accounts = await (await AccountsAsync(db, found.Value.Registry, cancellationToken)).AsNoTracking().ToListAsync(cancellationToken);
        foreach (var account in accounts)
            await identities.RenewAsync(db, account.Cluster, account.Namespace, cancellationToken);
        if (accounts.Count > 0)
        {
            var audit = new AuditDraft("registry.rotate-identities", found.Value.Owner.ObjectOf(name), null, new { Accounts = accounts.Count });
            if ((await changes.CommitAsync(db, audit, cancellationToken)).ToProblem() is { } refusal)
                return refusal;
        }

        return await ListAsync(workspace, name, new ListQuery(), cancellationToken);
    }

    // An open registry hands nothing out, so that no account is for it.
    private static async Task<IQueryable<GatewayAccount>> AccountsAsync(RoadsteadDb db, Registry registry, CancellationToken cancellationToken)
    {
        if (registry.Delivery is not (Delivery.Gateway or Delivery.TokenService))
            return db.GatewayAccounts.Where(account => false);

        // Public spaces are pulled anonymously: an identity is what a bound workspace, or the registry's own, pulls with.
        List<Guid> workspaces = registry.WorkspaceId is { } own
            ? [own]
            : await db.Bindings.Where(binding => binding.Space!.RegistryId == registry.Id).Select(binding => binding.WorkspaceId).Distinct().ToListAsync(cancellationToken);
        return db.GatewayAccounts.Where(account => workspaces.Contains(account.WorkspaceId));
    }

    private static IdentityView View(GatewayAccount account, string workspace) => new(
        workspace, account.Cluster, account.Namespace, account.Account, account.Generation, DeliveryState.Ready, null, account.Generation > 1 ? account.CreatedAt : null);
}
