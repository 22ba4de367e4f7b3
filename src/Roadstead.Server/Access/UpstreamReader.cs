using System.Collections.Frozen;
using System.Security.Cryptography;
using Roadstead.Core.Contracts.Registries;
using Roadstead.Registries;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Access;

/// <summary>Turns rows of registries into what the doors reach them with. Decrypts a login when its ciphertext changed, not at every publication.</summary>
internal sealed partial class UpstreamReader(SecretProtector secrets, AddressPolicies addresses, ILogger<UpstreamReader> logger)
{
    // Touched by one publication at a time.
    private Dictionary<Guid, (byte[] Cipher, string Password)> decrypted = [];
    private Dictionary<Guid, (byte[] Cipher, EventSecret Secret)> eventSecrets = [];
    private Dictionary<Guid, Upstream> knownLeaving = [];

    public FrozenDictionary<Guid, Upstream> Read(
        List<Registry> registries, ILookup<Guid, RegistryHost> hosts, Dictionary<Guid, string> workspaces, FrozenDictionary<Guid, Upstream>? before)
    {
        var logins = new Dictionary<Guid, (byte[] Cipher, string Password)>();
        var upstreams = registries.ToFrozenDictionary(r => r.Id, r =>
        {
            var fresh = Upstream(r, [.. RegistryHosts.InOrder(hosts[r.Id]).Where(h => h.Kind != RegistryHostKind.Alias).Select(h => h.Host)], workspaces, logins);

            // The same endpoint object while nothing of it changed: what is keyed by it need not be made again.
            return before is not null && before.TryGetValue(r.Id, out var old) && old.Endpoint == fresh.Endpoint ? fresh with { Endpoint = old.Endpoint } : fresh;
        });
        decrypted = logins;
        foreach (var gone in eventSecrets.Keys.Where(id => !upstreams.ContainsKey(id)).ToList())
            eventSecrets.Remove(gone);
        return upstreams;
    }

    /// <summary>The same for registries that were removed. Such a row never changes, so that it is read once.</summary>
    public FrozenDictionary<Guid, Upstream> ReadLeaving(List<LeavingRegistry> registries)
    {
        knownLeaving = registries.ToDictionary(r => r.Id, r => knownLeaving.GetValueOrDefault(r.Id) ?? Upstream(r));
        return knownLeaving.ToFrozenDictionary();
    }

    private Upstream Upstream(LeavingRegistry registry) => new(
        registry.Id,
        registry.Name,
        registry.WorkspaceId,
        null,
        registry.Type,
        Delivery.None,
        new RegistryEndpoint(
            new Uri(registry.Url),
            registry is { Username: { } username, PasswordCipher: { } cipher } && Decrypt(registry.Name, cipher, SecretPlace.LeavingRegistryPassword(registry.Id)) is { } password ? new RegistryCredentials(username, password) : null,
            registry.CaCertificate,
            registry.SkipVerify,
            addresses.For(registry.WorkspaceId),
            registry.TokenRealm is { } realm ? new Uri(realm) : null)
        {
            NeedsAdministration = registry.WorkspaceId is null,
        },
        registry.TokenService,
        []);

    private Upstream Upstream(Registry registry, IReadOnlyList<string> hosts, Dictionary<Guid, string> workspaces, Dictionary<Guid, (byte[] Cipher, string Password)> logins) => new(
        registry.Id,
        registry.Name,
        registry.WorkspaceId,
        registry.WorkspaceId is { } id ? workspaces[id] : null,
        registry.Type,
        registry.Delivery,
        new RegistryEndpoint(
            new Uri(registry.Url),
            Credentials(registry, logins),
            registry.CaCertificate,
            registry.SkipVerify,
            addresses.For(registry.WorkspaceId),
            registry.TokenRealm is { } realm ? new Uri(realm) : null)
        {
            NeedsAdministration = registry.WorkspaceId is null,
        },
        registry.TokenService,
        hosts)
    {
        EventSecret = EventSecretOf(registry),
    };

    private EventSecret? EventSecretOf(Registry registry)
    {
        if (registry.EventSecretCipher is not { } cipher)
            return null;
        if (!eventSecrets.TryGetValue(registry.Id, out var known) || !known.Cipher.AsSpan().SequenceEqual(cipher))
        {
            // One that cannot be read is made anew by those who give it to the registry.
            if (Decrypt(registry.Name, cipher, SecretPlace.EventSecret(registry.Id)) is not { } secret)
                return null;
            eventSecrets[registry.Id] = known = (cipher, new EventSecret(secret));
        }

        return known.Secret;
    }

    private RegistryCredentials? Credentials(Registry registry, Dictionary<Guid, (byte[] Cipher, string Password)> logins)
    {
        if (registry.Username is null || registry.PasswordCipher is not { } cipher)
            return null;

        if (!decrypted.TryGetValue(registry.Id, out var known) || !known.Cipher.AsSpan().SequenceEqual(cipher))
        {
            if (Decrypt(registry.Name, cipher, SecretPlace.RegistryPassword(registry.Id)) is not { } password)
                return null;
            known = (cipher, password);
        }

        logins[registry.Id] = known;
        return new RegistryCredentials(registry.Username, known.Password);
    }

    private string? Decrypt(string registry, byte[] cipher, SecretPlace place)
    {
        try
        {
            return secrets.Unprotect(cipher, place);
        }
        catch (CryptographicException e)
        {
            // One damaged row must not keep all others from being published; without a login this registry says "login" in its health.
            Log.Unreadable(logger, e, registry, place.Column);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Column} of registry {Registry} cannot be decrypted. Where it is the password, enter it again.")]
        public static partial void Unreadable(ILogger logger, Exception exception, string registry, string column);
    }
}
