using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Contracts.Clusters;
using Roadstead.Core.Contracts.Lists;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Core.Contracts.Workspaces;
using Roadstead.Core.Errors;
using Roadstead.Server.Access;
using Roadstead.Server.Audit;
using Roadstead.Server.Http;
using Roadstead.Server.PullIdentities;
using Roadstead.Server.PullSecrets;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Registries;

/// <summary>The pull identities by which namespaces pull from a registry.</summary>
internal sealed class RegistryIdentityService(IDbContextFactory<RoadsteadDb> contexts, ChangeService changes, GatewayAccounts accounts, IdentityChanges identities, RegistryIdentityViews views, IClusterSource clusters, IPullSecretStates secrets)
{
    public async Task<Outcome<Page<IdentityView>>> ListAsync(string? workspace, string name, ListQuery query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await RegistryReader.FindAsync(db, workspace, name, cancellationToken);
        if (!found.IsSuccess)
            return found.Problem;

        if (found.Value.Registry.Delivery.IsByRegistryAccount())
            return Paging.Of(views.Of(found.Value.Registry.Id).Where(view => query.Q is not { Length: > 0 } text || view.Account.Contains(text, StringComparison.OrdinalIgnoreCase) || view.Workspace.Contains(text, StringComparison.OrdinalIgnoreCase)), view => view.Account, query);
        var listed = db.GatewayAccounts.AsNoTracking().Where(await AccountsAsync(db, found.Value.Registry, cancellationToken));
        var names = await db.Workspaces.ToDictionaryAsync(row => row.Id, row => row.Name, cancellationToken);
        return await Paging.ReadAsync(
            listed.Where(account => query.Pattern == null || EF.Functions.Like(account.Account, query.Pattern, ListQuery.Escape) || EF.Functions.Like(account.Namespace, query.Pattern, ListQuery.Escape)),
            account => account.Account,
            rows => ViewsAsync(db, rows, names, cancellationToken),
            query,
            cancellationToken);
    }

    /// <summary>Renews the accounts that pull from the registry. An account of the gateway serves all registries of its namespace, so that it is renewed for all; one at the registry itself is for that alone.</summary>
    public async Task<Outcome<Page<IdentityView>>> RotateAsync(string? workspace, string name, CancellationToken cancellationToken)
    {
        var rotated = await LostRace.RepeatAsync(() => TryRotateAsync(workspace, name, cancellationToken), cancellationToken);
        return rotated.IsSuccess ? await ListAsync(workspace, name, new ListQuery(), cancellationToken) : rotated.Problem;
    }

    // Null: somebody else renewed one of them meanwhile.
    private async Task<Outcome<int>?> TryRotateAsync(string? workspace, string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await RegistryReader.FindAsync(db, workspace, name, cancellationToken);
        if (!found.IsSuccess)
            return found.Problem;

        var renewed = found.Value.Registry.Delivery.IsByRegistryAccount()
            ? await identities.RenewAsync(db, found.Value.Registry, cancellationToken)
            : await accounts.RenewAsync(db, await AccountsAsync(db, found.Value.Registry, cancellationToken), cancellationToken);
        if (renewed == 0)
            return renewed;
        var audit = new AuditDraft("registry.rotate-identities", found.Value.Owner.ObjectOf(name), null, new { Accounts = renewed });
        var result = await changes.CommitAsync(db, audit, cancellationToken);
        if (LostRace.Is(result))
            return null;
        return result.ToProblem() is { } refusal ? refusal : renewed;
    }

    // An open registry hands nothing out, so that no account is for it.
    private static async Task<Expression<Func<GatewayAccount, bool>>> AccountsAsync(RoadsteadDb db, Registry registry, CancellationToken cancellationToken)
    {
        if (registry.Delivery is not (Delivery.Gateway or Delivery.TokenService))
            return account => false;

        // Public spaces are pulled anonymously: an identity is what a bound workspace, or the registry's own, pulls with.
        List<Guid> workspaces = registry.WorkspaceId is { } own
            ? [own]
            : await db.Bindings.Where(binding => binding.Space!.RegistryId == registry.Id).Select(binding => binding.WorkspaceId).Distinct().ToListAsync(cancellationToken);
        return account => workspaces.Contains(account.WorkspaceId);
    }

    private async Task<IReadOnlyList<IdentityView>> ViewsAsync(RoadsteadDb db, IReadOnlyList<GatewayAccount> accounts, Dictionary<Guid, string> workspaces, CancellationToken cancellationToken)
    {
        var namespaces = accounts.Select(account => account.Namespace).Distinct().ToList();
        var newest = (await db.GatewayAccounts.Where(account => namespaces.Contains(account.Namespace))
            .GroupBy(account => new { account.Cluster, account.Namespace })
            .Select(group => new { group.Key.Cluster, group.Key.Namespace, Generation = group.Max(account => account.Generation) }).ToListAsync(cancellationToken))
            .ToDictionary(row => (row.Cluster, row.Namespace), row => row.Generation);
        return [.. accounts.Select(account => View(account, workspaces[account.WorkspaceId], StateOf(account, newest[(account.Cluster, account.Namespace)])))];
    }

    // The newest is ready when the namespace's pull secret holds it; until then, and a while longer, the one before serves.
    private DeliveryState StateOf(GatewayAccount account, int newest)
    {
        if (account.Generation < newest)
            return DeliveryState.Removing;
        if (clusters.Clusters.GetValueOrDefault(account.Cluster)?.Kind is not ClusterKind.Kubernetes)
            return DeliveryState.Ready;
        var secret = secrets.Find(account.Cluster, account.Namespace);
        return secret.State is DeliveryState.Ready && secret.Account != account.Account ? DeliveryState.Pending : secret.State;
    }

    private static IdentityView View(GatewayAccount account, string workspace, DeliveryState state) => new(
        workspace, account.Cluster, account.Namespace, account.Account, account.Generation, state, null, account.Generation > 1 ? account.CreatedAt : null);
}
