using Microsoft.EntityFrameworkCore;
using Roadstead.Core.Access;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Audit;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.PullIdentities.AtRegistries;

/// <summary>
/// Stores what was done at a registry, audited. Each call gives back false when the row is not what it was any more, or when the store is busy: whoever asked begins anew.
/// </summary>
internal sealed class IdentityStore(IDbContextFactory<RoadsteadDb> dbs, ChangeService changes, SecretProtector secrets, IdentityNames names, IAccessMapSource maps, TimeProvider time)
{
    public async Task<bool> AddAsync(IdentityKey key, string reason, bool isUrgent, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var newest = await Rows(db, key).MaxAsync(row => (int?)row.Generation, cancellationToken) ?? 0;
        var added = New(key, newest + 1);
        added.IsUrgent = isUrgent;
        db.PullIdentities.Add(added);
        return await CommitAsync(db, new AuditDraft("pull-identity.renew", NameOf(key), null, new { added.Name, added.Generation, Reason = reason }), cancellationToken);
    }

    public Task<bool> MadeAsync(RegistryAccount account, MadePullAccount made, PullRights rights, CancellationToken cancellationToken) => ChangeAsync(
        account,
        PullIdentityState.Making,
        row =>
        {
            (row.RemoteId, row.Login, row.ExpiresAt) = (made.Id, made.Login, made.ExpiresAt);
            row.Spaces = [.. rights.ToRules()];
            row.SecretCipher = secrets.Protect(made.Secret, SecretPlace.PullIdentitySecret(row.Id));
            row.MadeAt = time.GetUtcNow();
            row.State = PullIdentityState.Ready;
        },
        new AuditDraft("pull-identity.make", NameOf(account.Key), null, new { account.Name, account.Generation, Spaces = rights.ToRules(), made.ExpiresAt }),
        cancellationToken);

    public Task<bool> UpdatedAsync(IdentityStep.Update update, CancellationToken cancellationToken) => ChangeAsync(
        update.Account,
        update.Account.State,
        row =>
        {
            row.Spaces = [.. update.Rights.ToRules()];
            row.State = update.Enabled ? PullIdentityState.Ready : PullIdentityState.Closed;
        },
        new AuditDraft(
            update.Drift is null ? "pull-identity.update" : "pull-identity.put-right",
            NameOf(update.Account.Key),
            new { update.Account.Name, Spaces = update.Account.Rights.ToRules(), Open = update.Account.State is PullIdentityState.Ready, Found = update.Drift },
            new { update.Account.Name, Spaces = update.Rights.ToRules(), Open = update.Enabled }),
        cancellationToken);

    public Task<bool> RefreshedAsync(IdentityStep.Refresh refresh, CancellationToken cancellationToken) => ChangeAsync(
        refresh.Account,
        refresh.Account.State,
        row => (row.Login, row.ExpiresAt) = (refresh.Login, refresh.ExpiresAt),
        new AuditDraft("pull-identity.refresh", NameOf(refresh.Account.Key), new { refresh.Account.Login, refresh.Account.ExpiresAt }, new { refresh.Login, refresh.ExpiresAt }),
        cancellationToken);

    public async Task<bool> RetireAsync(IdentityStep.Retire retire, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        var rows = await Rows(db, retire.Newest.Key).ToListAsync(cancellationToken);
        if (rows.SingleOrDefault(row => row.Id == retire.Newest.Id) is not { State: PullIdentityState.Ready } newest)
            return false;

        // Every namespace holds it: who joins from here on has no secret that nodes could remember.
        newest.NeedsNewSecret = newest.IsUrgent = false;
        foreach (var row in rows.Where(row => retire.Older.Any(older => older.Id == row.Id)))
            (row.State, row.ChangedAt) = (PullIdentityState.Retiring, time.GetUtcNow());
        return await CommitAsync(db, new AuditDraft("pull-identity.retire", NameOf(retire.Newest.Key), new { Names = retire.Older.Select(older => older.Name).ToArray() }), cancellationToken);
    }

    public async Task<bool> DeletedAsync(RegistryAccount account, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (await db.PullIdentities.SingleOrDefaultAsync(row => row.Id == account.Id, cancellationToken) is not { } row)
            return true;
        db.PullIdentities.Remove(row);
        return await CommitAsync(db, new AuditDraft("pull-identity.delete", NameOf(account.Key), new { account.Name, account.Generation }), cancellationToken);
    }

    /// <summary>Notes that an account of ours was removed whose row was gone.</summary>
    public async Task OrphanRemovedAsync(string registry, string name, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        await changes.NoteAsync(db, new AuditDraft("pull-identity.remove-orphan", registry, new { Name = name }), cancellationToken);
    }

    /// <summary>The names of all accounts, at whichever registry, that are or may be there.</summary>
    public async Task<HashSet<string>> ReadNamesAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.PullIdentities.Select(row => row.Name).ToHashSetAsync(cancellationToken);
    }

    internal PullIdentity New(IdentityKey key, int generation) => new()
    {
        RegistryId = key.RegistryId,
        WorkspaceId = key.WorkspaceId,
        Cluster = key.Cluster,
        Generation = generation,
        Name = names.Of(key, generation),
        State = PullIdentityState.Making,
        CreatedAt = time.GetUtcNow(),
        ChangedAt = time.GetUtcNow(),
    };

    /// <summary>For the audit: <c>registry workspace cluster</c>.</summary>
    internal string NameOf(IdentityKey key) =>
        $"{maps.Current.FindRegistry(key.RegistryId)?.Name ?? key.RegistryId.ToString("N")} {maps.Current.FindWorkspace(key.WorkspaceId)?.Name ?? key.WorkspaceId.ToString("N")} {key.Cluster}";

    private async Task<bool> ChangeAsync(RegistryAccount account, PullIdentityState from, Action<PullIdentity> change, AuditDraft draft, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (await db.PullIdentities.SingleOrDefaultAsync(row => row.Id == account.Id, cancellationToken) is not { } row || row.State != from)
            return false;
        change(row);
        row.ChangedAt = time.GetUtcNow();
        return await CommitAsync(db, draft, cancellationToken);
    }

    private async Task<bool> CommitAsync(RoadsteadDb db, AuditDraft draft, CancellationToken cancellationToken) =>
        (await changes.CommitAsync(db, draft, cancellationToken)).IsCommitted;

    private static IQueryable<PullIdentity> Rows(RoadsteadDb db, IdentityKey key) =>
        db.PullIdentities.Where(row => row.RegistryId == key.RegistryId && row.WorkspaceId == key.WorkspaceId && row.Cluster == key.Cluster);
}
