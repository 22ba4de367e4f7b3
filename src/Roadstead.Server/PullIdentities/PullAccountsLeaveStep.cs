using Microsoft.EntityFrameworkCore;
using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.PullIdentities.AtRegistries;
using Roadstead.Server.Registries.Leaving;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.PullIdentities;

/// <summary>
/// Removes this Roadstead's accounts from a registry that was removed here. By their names, so that none is forgotten; those of a row that belongs to another registry stay, for
/// it may be the same one, integrated again.
/// </summary>
internal sealed class PullAccountsLeaveStep(IDbContextFactory<RoadsteadDb> dbs, IdentityNames names) : IRegistryLeaveStep
{
    public async Task<bool> IsNeededAsync(RoadsteadDb db, Registry registry, CancellationToken cancellationToken) =>
        registry.Delivery.IsByRegistryAccount() || await db.PullIdentities.AnyAsync(row => row.RegistryId == registry.Id, cancellationToken);

    public async Task LeaveAsync(Guid registryId, IRegistryDriver driver, CancellationToken cancellationToken)
    {
        if (driver.As<IPullAccounts>() is not { } accounts)
            return;
        var found = await accounts.ListAccountsAsync(names.Prefix, cancellationToken).ToListAsync(cancellationToken);
        HashSet<string> others;
        await using (var db = await dbs.CreateDbContextAsync(cancellationToken))
            others = await db.PullIdentities.Where(row => row.RegistryId != registryId).Select(row => row.Name).ToHashSetAsync(cancellationToken);
        foreach (var account in found.Where(account => !others.Contains(account.Name)))
            await accounts.DeleteAccountAsync(account.Id, cancellationToken);
    }

    public async Task ForgetAsync(RoadsteadDb db, Guid registryId, CancellationToken cancellationToken) =>
        db.PullIdentities.RemoveRange(await db.PullIdentities.Where(row => row.RegistryId == registryId).ToListAsync(cancellationToken));
}
