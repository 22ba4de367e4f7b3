using Roadstead.Registries;
using Roadstead.Server.Access;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.PullIdentities.AtRegistries;

/// <summary>Looks at what a registry holds of this Roadstead's accounts: removes those that nobody knows of, and tells which are not as they should be.</summary>
internal sealed partial class IdentityLook(IdentityStore store, IdentityNames names, IRegistryAccountSource source, TimeProvider time, ILogger<IdentityLook> logger)
{
    /// <param name="registry">The registry.</param>
    /// <param name="accounts">Its accounts.</param>
    /// <param name="suspect">Told each row that is to be looked at again, and when this look began.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RegistryException">The registry could not be looked at.</exception>
    public async Task LookAsync(Upstream registry, IPullAccounts accounts, Action<RegistryAccount, DateTimeOffset> suspect, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        var remotes = new Dictionary<string, RemotePullAccount>(StringComparer.Ordinal);
        await foreach (var remote in accounts.ListAccountsAsync(names.Prefix, cancellationToken))
            remotes[remote.Name] = remote;

        // Rows come before accounts and go after them. So what was there before the rows are read, and has none, is nobody's: by a restored backup, say.
        var known = await store.ReadNamesAsync(cancellationToken);
        foreach (var orphan in remotes.Values.Where(remote => !known.Contains(remote.Name)))
        {
            await accounts.DeleteAccountAsync(orphan.Id, cancellationToken);
            await store.OrphanRemovedAsync(registry.Name, orphan.Name, cancellationToken);
            Log.Orphan(logger, orphan.Name, registry.Name);
        }

        foreach (var account in source.RegistryAccounts.Accounts.Where(pair => pair.Key.RegistryId == registry.RegistryId).SelectMany(pair => pair.Value))
        {
            if (IsSuspect(account, remotes.GetValueOrDefault(account.Name), began))
                suspect(account, began);
        }
    }

    /// <summary>True when what was seen of an account is not what is stored.</summary>
    internal static bool IsSuspect(RegistryAccount account, RemotePullAccount? seen, DateTimeOffset began) => account.ChangedAt < began && account.State switch
    {
        PullIdentityState.Making => seen is not null,
        PullIdentityState.Ready => seen is null || seen.Id != account.RemoteId || seen.Login != account.Login || seen.ExpiresAt != account.ExpiresAt || seen.ExpiresAt <= began || IdentityPlan.Drift(seen, account) is not null,
        PullIdentityState.Closed => seen is null || seen.Id != account.RemoteId || seen.IsEnabled,
        _ => false,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The account {Account} at registry {Registry} bears this Roadstead's name and is not known here; it was removed.")]
        public static partial void Orphan(ILogger logger, string account, string registry);
    }
}
