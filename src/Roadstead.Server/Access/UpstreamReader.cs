using System.Collections.Frozen;
using System.Security.Cryptography;
using Roadstead.Registries;
using Roadstead.Server.Storage.Entities;
using Roadstead.Server.Storage.Secrets;

namespace Roadstead.Server.Access;

/// <summary>Turns rows of registries into what the doors reach them with. Decrypts a login when its ciphertext changed, not at every publication.</summary>
internal sealed partial class UpstreamReader(SecretProtector secrets, AddressPolicies addresses, ILogger<UpstreamReader> logger)
{
    // Touched by one publication at a time.
    private Dictionary<SecretPlace, (byte[] Cipher, string Secret)> decrypted = [];

    public FrozenDictionary<Guid, Upstream> Read(
        List<Registry> registries, ILookup<Guid, RegistryHost> hosts, Dictionary<Guid, string> workspaces, FrozenDictionary<Guid, Upstream>? before)
    {
        var known = new Dictionary<SecretPlace, (byte[] Cipher, string Secret)>();
        var upstreams = registries.ToFrozenDictionary(r => r.Id, r =>
        {
            var fresh = Upstream(r, [.. RegistryHosts.InOrder(hosts[r.Id]).Where(h => h.Kind != RegistryHostKind.Alias).Select(h => h.Host)], workspaces, known);

            // The same endpoint object while nothing of it changed: what is keyed by it need not be made again.
            return before is not null && before.TryGetValue(r.Id, out var old) && old.Endpoint == fresh.Endpoint ? fresh with { Endpoint = old.Endpoint } : fresh;
        });
        decrypted = known;
        return upstreams;
    }

    private Upstream Upstream(Registry registry, IReadOnlyList<string> hosts, Dictionary<Guid, string> workspaces, Dictionary<SecretPlace, (byte[] Cipher, string Secret)> known) => new(
        registry.Id,
        registry.Name,
        registry.WorkspaceId,
        registry.WorkspaceId is { } id ? workspaces[id] : null,
        registry.Type,
        registry.Delivery,
        new RegistryEndpoint(
            new Uri(registry.Url),
            Credentials(registry, known),
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
        EventSecret = EventSecret(registry, known),
    };

    private EventSecret? EventSecret(Registry registry, Dictionary<SecretPlace, (byte[] Cipher, string Secret)> known) =>
        registry.EventSecretCipher is { } cipher && Decrypt(registry, cipher, SecretPlace.EventSecret(registry.Id), known) is { } secret ? new EventSecret(secret) : null;

    private RegistryCredentials? Credentials(Registry registry, Dictionary<SecretPlace, (byte[] Cipher, string Secret)> known) =>
        registry is { Username: { } username, PasswordCipher: { } cipher } && Decrypt(registry, cipher, SecretPlace.RegistryPassword(registry.Id), known) is { } password
            ? new RegistryCredentials(username, password)
            : null;

    private string? Decrypt(Registry registry, byte[] cipher, SecretPlace place, Dictionary<SecretPlace, (byte[] Cipher, string Secret)> known)
    {
        if (!decrypted.TryGetValue(place, out var found) || !found.Cipher.AsSpan().SequenceEqual(cipher))
        {
            try
            {
                found = (cipher, secrets.Unprotect(cipher, place));
            }
            catch (CryptographicException e)
            {
                // One damaged row must not keep all others from being published; without a login this registry says "login" in its health.
                Log.Unreadable(logger, e, place.Column, registry.Name);
                return null;
            }
        }

        known[place] = found;
        return found.Secret;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Column} of registry {Registry} cannot be decrypted. Where it is the password, enter it again.")]
        public static partial void Unreadable(ILogger logger, Exception exception, string column, string registry);
    }
}
