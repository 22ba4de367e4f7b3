using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roadstead.Core.Contracts.ManagedHarbors;
using Roadstead.Kubernetes;
using Roadstead.Kubernetes.Objects;
using Roadstead.Server.Access;
using Roadstead.Server.ManagedHarbors.Objects;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.ManagedHarbors.Following;

/// <summary>Keeps what stands beside a HarborCluster of ours: the passwords, the volume, and who signs its certificates. Compares before it writes; found by names, ours by the row that they carry.</summary>
internal sealed class HarborPartsReconciler(HarborStore store, SecretProtector protector, IInstallation installation)
{
    /// <summary>Makes them so.</summary>
    /// <returns>What stands in the way; null: all are there.</returns>
    public async Task<HarborTrouble?> KeepAsync(KubernetesClient client, ManagedHarbor harbor, HarborSettings settings, CancellationToken cancellationToken)
    {
        var secrets = HarborSecrets.Of(harbor, protector);
        return await KeepAdminAsync(client, harbor, secrets, cancellationToken)
            ?? (settings.Database is null ? null : await KeepSecretAsync(client, harbor, HarborNames.DatabaseSecret(harbor.Name), HarborNames.DatabasePasswordKey, secrets.DatabasePassword, cancellationToken))
            ?? (settings.Redis is null ? null : await KeepSecretAsync(client, harbor, HarborNames.RedisSecret(harbor.Name), HarborNames.RedisPasswordKey, secrets.RedisPassword, cancellationToken))
            ?? await KeepVolumeAsync(client, harbor, settings.Storage, cancellationToken)
            ?? await KeepIssuerAsync(client, harbor, cancellationToken)
            ?? (settings.Access is { Tls: HarborTls.SelfSigned } access ? await KeepCertificateAsync(client, harbor, access, cancellationToken) : null);
    }

    /// <summary>Removes them; the volume only when that was asked for.</summary>
    public static async Task RemoveAsync(KubernetesClient client, ManagedHarbor harbor, CancellationToken cancellationToken)
    {
        foreach (var name in (string[])[HarborNames.AdminSecret(harbor.Name), HarborNames.DatabaseSecret(harbor.Name), HarborNames.RedisSecret(harbor.Name)])
            await RemoveAsync<Secret>(client, harbor, name, cancellationToken);
        if (await ServesCertificatesAsync(client, cancellationToken))
        {
            await RemoveAsync<Certificate>(client, harbor, HarborNames.Certificate(harbor.Name), cancellationToken);
            await RemoveAsync<Issuer>(client, harbor, HarborNames.Issuer(harbor.Name), cancellationToken);
        }

        if (harbor.DeleteStorage)
            await RemoveAsync<PersistentVolumeClaim>(client, harbor, HarborNames.Volume(harbor.Name), cancellationToken);
    }

    // Who wrote it last is who knows: a password that was given here goes there; one that somebody put there comes here.
    private async Task<HarborTrouble?> KeepAdminAsync(KubernetesClient client, ManagedHarbor harbor, HarborSecrets secrets, CancellationToken cancellationToken)
    {
        var name = HarborNames.AdminSecret(harbor.Name);
        var found = await client.FindAsync<Secret>(harbor.Namespace, name, cancellationToken);
        if (found is not null && !HarborNames.IsOf(found.Metadata, harbor.Id))
            return HarborTrouble.Foreign("secret", name);
        var there = HarborSecretReader.TextOf(found, HarborNames.PasswordKey);
        var isOlder = !int.TryParse(found?.Metadata.Annotations?.GetValueOrDefault(HarborNames.GenerationKey), CultureInfo.InvariantCulture, out var generation) || generation < harbor.PasswordGeneration;
        if (!isOlder && there is { Length: > 0 } && there != secrets.AdminPassword)
        {
            await store.NoteAsync(harbor.Id, stored => stored.SecretsCipher = (HarborSecrets.Of(stored, protector) with { AdminPassword = there }).Protect(stored.Id, protector), cancellationToken);
            return null;
        }

        if (secrets.AdminPassword is not { } wanted)
            return new HarborTrouble(HarborReason.PasswordMissing, "The stored password of admin cannot be decrypted, and its secret is gone. Give it again (PATCH, adminPassword).");
        if (there == wanted && !isOlder)
            return null;
        await PutSecretAsync(client, found, harbor, name, HarborNames.PasswordKey, wanted, harbor.PasswordGeneration, cancellationToken);
        return null;
    }

    private async Task<HarborTrouble?> KeepSecretAsync(KubernetesClient client, ManagedHarbor harbor, string name, string key, string? password, CancellationToken cancellationToken)
    {
        var found = await client.FindAsync<Secret>(harbor.Namespace, name, cancellationToken);
        if (found is not null && !HarborNames.IsOf(found.Metadata, harbor.Id))
            return HarborTrouble.Foreign("secret", name);
        if (found is null && password is null)
            return new HarborTrouble(HarborReason.PasswordMissing, $"The stored password for the secret '{name}' cannot be decrypted. Make the secret by hand, or the Harbor anew.");
        if (found is null)
            await PutSecretAsync(client, null, harbor, name, key, password!, null, cancellationToken);
        return null;
    }

    private async Task PutSecretAsync(KubernetesClient client, Secret? found, ManagedHarbor harbor, string name, string key, string password, int? generation, CancellationToken cancellationToken)
    {
        var metadata = HarborNames.Metadata(harbor.Namespace, name, harbor.Id, installation.Id, generation);
        var data = new Dictionary<string, byte[]>(found?.Data ?? new Dictionary<string, byte[]>()) { [key] = Encoding.UTF8.GetBytes(password) };
        if (found is null)
            await client.CreateAsync(new Secret { Metadata = metadata, Type = "Opaque", Data = data }, cancellationToken);
        else
            await client.ReplaceAsync(found with { Metadata = found.Metadata with { Labels = metadata.Labels, Annotations = metadata.Annotations }, Data = data }, cancellationToken);
    }

    // One that an earlier Harbor of the name left, because its storage was to stay, is taken up again.
    private async Task<HarborTrouble?> KeepVolumeAsync(KubernetesClient client, ManagedHarbor harbor, HarborVolume storage, CancellationToken cancellationToken)
    {
        var name = HarborNames.Volume(harbor.Name);
        if (await client.FindAsync<PersistentVolumeClaim>(harbor.Namespace, name, cancellationToken) is { } found)
            return found.Metadata.Labels?.GetValueOrDefault(HarborNames.InstallationKey) == installation.Id ? null : HarborTrouble.Foreign("volume claim", name);
        var spec = new JsonObject
        {
            ["accessModes"] = new JsonArray(storage.Shared is true ? "ReadWriteMany" : "ReadWriteOnce"),
            ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = storage.Size } },
        };
        if (storage.ClassName is { } className)
            spec["storageClassName"] = className;
        await client.CreateAsync(new PersistentVolumeClaim { Metadata = HarborNames.Metadata(harbor.Namespace, name, harbor.Id, installation.Id), Spec = spec }, cancellationToken);
        return null;
    }

    private async Task<HarborTrouble?> KeepIssuerAsync(KubernetesClient client, ManagedHarbor harbor, CancellationToken cancellationToken)
    {
        var name = HarborNames.Issuer(harbor.Name);
        if (await client.FindAsync<Issuer>(harbor.Namespace, name, cancellationToken) is { } found)
            return HarborNames.IsOf(found.Metadata, harbor.Id) ? null : HarborTrouble.Foreign("issuer", name);
        await client.CreateAsync(new Issuer { Metadata = HarborNames.Metadata(harbor.Namespace, name, harbor.Id, installation.Id), Spec = new JsonObject { ["selfSigned"] = new JsonObject() } }, cancellationToken);
        return null;
    }

    private async Task<HarborTrouble?> KeepCertificateAsync(KubernetesClient client, ManagedHarbor harbor, HarborAccess access, CancellationToken cancellationToken)
    {
        var name = HarborNames.Certificate(harbor.Name);
        var spec = new JsonObject
        {
            ["secretName"] = name,
            ["dnsNames"] = new JsonArray(access.Host),
            ["issuerRef"] = new JsonObject { ["name"] = HarborNames.Issuer(harbor.Name), ["kind"] = "Issuer" },
        };
        var found = await client.FindAsync<Certificate>(harbor.Namespace, name, cancellationToken);
        if (found is null)
            await client.CreateAsync(new Certificate { Metadata = HarborNames.Metadata(harbor.Namespace, name, harbor.Id, installation.Id), Spec = spec }, cancellationToken);
        else if (!HarborNames.IsOf(found.Metadata, harbor.Id))
            return HarborTrouble.Foreign("certificate", name);
        else if (TreePatch.Of(spec, found.Spec) is { } patch)
            await client.PatchAsync<Certificate>(harbor.Namespace, name, PatchKind.Merge, new JsonObject { ["spec"] = patch }, cancellationToken);
        return null;
    }

    private static async Task RemoveAsync<T>(KubernetesClient client, ManagedHarbor harbor, string name, CancellationToken cancellationToken)
        where T : class, IKubernetesResource<T>
    {
        if (await client.FindAsync<T>(harbor.Namespace, name, cancellationToken) is { } found && HarborNames.IsOf(found.Metadata, harbor.Id) && found.Metadata.DeletionTimestamp is null)
            await client.DeleteAsync<T>(harbor.Namespace, name, new DeletePreconditions(found.Metadata.Uid), cancellationToken);
    }

    private static async Task<bool> ServesCertificatesAsync(KubernetesClient client, CancellationToken cancellationToken) =>
        await client.FindTypesAsync(Certificate.Resource.Group, Certificate.Resource.Version, cancellationToken) is not null;
}
