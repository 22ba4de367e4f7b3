using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Audit;
using Roadstead.Server.Identity;
using Roadstead.Server.Storage;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Events;

/// <summary>The secrets by which registries are known at the door for events. Kept encrypted rather than as a hash, because the registry is to be given it again.</summary>
internal sealed class EventSecretService(IDbContextFactory<RoadsteadDb> contexts, ChangeService changes, SecretProtector secrets)
{
    /// <summary>Gives a registry a new one; whoever knew the one before has nothing any more.</summary>
    public static void Give(Registry registry, SecretProtector secrets) => registry.EventSecretCipher = secrets.Protect(SecretText.Create(), SecretPlace.EventSecret(registry.Id));

    /// <summary>Gives one to a registry that has none, or one that cannot be decrypted.</summary>
    public async Task EnsureAsync(Guid registryId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Registries.SingleOrDefaultAsync(row => row.Id == registryId, cancellationToken) is not { } registry || IsUsable(registry)) return;
        Give(registry, secrets);
        await changes.CommitAsync(db, new AuditDraft("registry.event-secret", registry.Name), cancellationToken);
    }

    private bool IsUsable(Registry registry)
    {
        try
        {
            return registry.EventSecretCipher is { } cipher && secrets.Unprotect(cipher, SecretPlace.EventSecret(registry.Id)).Length > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
