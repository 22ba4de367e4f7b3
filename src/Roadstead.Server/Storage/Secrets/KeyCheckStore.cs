using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Hosting;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Storage.Secrets;

/// <summary>Proves at start that the keys are the right ones, and brings every secret under the newest.</summary>
internal sealed class KeyCheckStore(SecretProtector protector)
{
    private const string Known = "roadstead";

    /// <summary>The stored check; null before the first start has written it.</summary>
    public static async Task<byte[]?> ReadAsync(RoadsteadDb db, CancellationToken cancellationToken)
    {
        var value = await db.Settings.Where(s => s.Key == SettingKeys.KeyCheck).Select(s => s.Value).SingleOrDefaultAsync(cancellationToken);
        return value is null ? null : Convert.FromBase64String(value);
    }

    /// <exception cref="ConfigurationException">The keys are not those of this store.</exception>
    public void Verify(byte[] check)
    {
        try
        {
            if (protector.Unprotect(check, SecretPlace.KeyCheck) == Known)
                return;
        }
        catch (CryptographicException e)
        {
            throw new ConfigurationException("The encryption key is not the one that this store's secrets are under: give the right one in ROADSTEAD_ENCRYPTION_KEY or its _FILE. Nothing was changed.", e);
        }

        throw new ConfigurationException("The store's key check is damaged: restore the database from a backup. Nothing was changed.");
    }

    /// <summary>Writes the first check. When a newer key was put in front, re-encrypts all secrets with it, so that the old one may go.</summary>
    public async Task RenewAsync(RoadsteadDb db, byte[]? check, CancellationToken cancellationToken)
    {
        if (check is not null && SecretProtector.KeyIdOf(check) == protector.CurrentKeyId)
            return;

        foreach (var registry in await db.Registries.Where(r => r.PasswordCipher != null).ToListAsync(cancellationToken))
            registry.PasswordCipher = Again(registry.PasswordCipher!, SecretPlace.RegistryPassword(registry.Id));
        foreach (var registry in await db.Registries.Where(r => r.EventSecretCipher != null).ToListAsync(cancellationToken))
            registry.EventSecretCipher = Again(registry.EventSecretCipher!, SecretPlace.EventSecret(registry.Id));
        foreach (var account in await db.GatewayAccounts.ToListAsync(cancellationToken))
            account.SecretCipher = Again(account.SecretCipher, SecretPlace.GatewaySecret(account.Id));
        foreach (var harbor in await db.ManagedHarbors.Where(h => h.SecretsCipher != null).ToListAsync(cancellationToken))
            harbor.SecretsCipher = Again(harbor.SecretsCipher!, SecretPlace.ManagedHarborSecrets(harbor.Id));
        foreach (var identity in await db.PullIdentities.Where(i => i.SecretCipher != null).ToListAsync(cancellationToken))
            identity.SecretCipher = Again(identity.SecretCipher!, SecretPlace.PullIdentitySecret(identity.Id));
        foreach (var registry in await db.LeavingRegistries.Where(r => r.PasswordCipher != null).ToListAsync(cancellationToken))
            registry.PasswordCipher = Again(registry.PasswordCipher!, SecretPlace.LeavingRegistryPassword(registry.Id));

        foreach (var cluster in await db.Clusters.Where(c => c.KubeconfigCipher != null || c.AdmissionSecretCipher != null).ToListAsync(cancellationToken))
        {
            cluster.KubeconfigCipher = cluster.KubeconfigCipher is { } kubeconfig ? Again(kubeconfig, SecretPlace.Kubeconfig(cluster.Id)) : null;
            cluster.AdmissionSecretCipher = cluster.AdmissionSecretCipher is { } secret ? Again(secret, SecretPlace.AdmissionSecret(cluster.Id)) : null;
        }

        foreach (var cluster in await db.LeavingClusters.ToListAsync(cancellationToken))
        {
            cluster.KubeconfigCipher = AgainIfKnown(cluster.KubeconfigCipher, SecretPlace.LeavingKubeconfig(cluster.Id));
            cluster.AdmissionSecretCipher = cluster.AdmissionSecretCipher is { } secret ? AgainIfKnown(secret, SecretPlace.LeavingAdmissionSecret(cluster.Id)) : null;
        }

        var setting = await db.Settings.FindAsync([SettingKeys.KeyCheck], cancellationToken);
        if (setting is null)
            db.Settings.Add(setting = new Setting { Key = SettingKeys.KeyCheck, Value = "" });
        setting.Value = Convert.ToBase64String(protector.Protect(Known, SecretPlace.KeyCheck));
    }

    // Earlier versions left these under a key that may be gone by now: nobody can leave such a cluster any more, and an admin forgets it.
    private byte[] AgainIfKnown(byte[] cipher, SecretPlace place)
    {
        try
        {
            return Again(cipher, place);
        }
        catch (CryptographicException)
        {
            return cipher;
        }
    }

    private byte[] Again(byte[] cipher, SecretPlace place) => protector.Protect(protector.Unprotect(cipher, place), place);
}
