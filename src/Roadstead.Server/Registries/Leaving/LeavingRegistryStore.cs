using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Audit;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Registries.Leaving;

/// <summary>The rows of removed registries in which something of ours may still be.</summary>
internal sealed class LeavingRegistryStore(IDbContextFactory<RoadsteadDb> dbs, ChangeService changes, IEnumerable<IRegistryLeaveStep> steps, SecretProtector secrets, TimeProvider time)
{
    /// <summary>Edits the context of the change that removes the registry, so that no crash forgets what is still there. Nothing where nothing can be.</summary>
    public async Task AddAsync(RoadsteadDb db, Registry registry, CancellationToken cancellationToken)
    {
        var isNeeded = false;
        foreach (var step in steps)
            isNeeded |= await step.IsNeededAsync(db, registry, cancellationToken);
        if (!isNeeded)
            return;
        db.LeavingRegistries.Add(new LeavingRegistry
        {
            Id = registry.Id,
            Name = registry.Name,
            WorkspaceId = registry.WorkspaceId,
            Type = registry.Type,
            Url = registry.Url,
            Username = registry.Username,
            PasswordCipher = Again(registry),
            CaCertificate = registry.CaCertificate,
            SkipVerify = registry.SkipVerify,
            TokenRealm = registry.TokenRealm,
            TokenService = registry.TokenService,
            LeftAt = time.GetUtcNow(),
        });
    }

    public async Task<LeavingRegistry?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.LeavingRegistries.AsNoTracking().SingleOrDefaultAsync(registry => registry.Id == id, cancellationToken);
    }

    /// <summary>Forgets it, its login included.</summary>
    /// <returns>False when that could not be stored.</returns>
    public async Task<bool> RemoveAsync(Guid id, RegistryLeaveEnd end, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        if (await db.LeavingRegistries.SingleOrDefaultAsync(registry => registry.Id == id, cancellationToken) is not { } row)
            return true;
        foreach (var step in steps)
            await step.ForgetAsync(db, id, cancellationToken);
        db.LeavingRegistries.Remove(row);
        var result = await changes.CommitAsync(db, new AuditDraft("leaving-registry.end", row.Name, new { row.Id, row.Url, row.LeftAt }, new { End = end }), cancellationToken);
        return result.IsCommitted;
    }

    // A login that cannot be read is of no use there either; without one the leaving says so.
    private byte[]? Again(Registry registry)
    {
        if (registry.PasswordCipher is not { } cipher)
            return null;
        try
        {
            return secrets.Protect(secrets.Unprotect(cipher, SecretPlace.RegistryPassword(registry.Id)), SecretPlace.LeavingRegistryPassword(registry.Id));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
