using System.Collections.Frozen;
using System.Collections.Immutable;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Access;

/// <summary>The pull identities at registries as they should be and as they are, of one moment. Immutable.</summary>
public sealed class RegistryAccounts
{
    private readonly FrozenDictionary<(Guid WorkspaceId, string Cluster), ImmutableArray<RegistryAccount>> serving;

    private readonly Lazy<ILookup<(Guid RegistryId, Guid WorkspaceId), IdentityKey>> needsOf;
    private readonly Lazy<ILookup<(Guid RegistryId, string Space), RegistryAccount>> opening;

    private RegistryAccounts(
        FrozenDictionary<IdentityKey, IdentityNeed> needs,
        FrozenDictionary<IdentityKey, ImmutableArray<RegistryAccount>> accounts,
        FrozenDictionary<(Guid WorkspaceId, string Cluster), ImmutableArray<RegistryAccount>> serving)
    {
        (Needs, Accounts, this.serving) = (needs, accounts, serving);
        needsOf = new(() => Needs.Keys.ToLookup(key => (key.RegistryId, key.WorkspaceId)));
        opening = new(() => Accounts.Values.SelectMany(generations => generations).Where(account => account.IsOpen)
            .SelectMany(account => account.Rights.Spaces.Select(space => (account, space))).ToLookup(one => (one.account.Key.RegistryId, one.space), one => one.account));
    }

    /// <summary>What should be. A key that is not here should have no account at all.</summary>
    public FrozenDictionary<IdentityKey, IdentityNeed> Needs { get; }

    /// <summary>What is, as stored: all generations, the newest first.</summary>
    public FrozenDictionary<IdentityKey, ImmutableArray<RegistryAccount>> Accounts { get; }

    /// <summary>What the namespaces that a workspace holds in a cluster pull with: for each registry the newest account that is ready, in the order of their registries.</summary>
    public ImmutableArray<RegistryAccount> ServingOf(Guid workspaceId, string cluster) => serving.GetValueOrDefault((workspaceId, cluster), []);

    /// <summary>The account that serves now; null when none does.</summary>
    public RegistryAccount? FindServing(IdentityKey key) => ServingOf(key.WorkspaceId, key.Cluster).FirstOrDefault(account => account.Key.RegistryId == key.RegistryId);

    /// <summary>What should be for a workspace at a registry: one for each cluster in which it holds namespaces.</summary>
    public IEnumerable<IdentityKey> NeedsOf(Guid registryId, Guid workspaceId) => needsOf.Value[(registryId, workspaceId)];

    /// <summary>Every account, of whichever generation, that may pull from this space now, as far as is known.</summary>
    public IEnumerable<RegistryAccount> Opening(Guid registryId, string space) => opening.Value[(registryId, space)];

    /// <summary>All generations, the newest first.</summary>
    public ImmutableArray<RegistryAccount> AccountsOf(IdentityKey key) => Accounts.GetValueOrDefault(key, []);

    /// <param name="registries">The registries whose identities are accounts of theirs, each with what of it workspaces may pull.</param>
    /// <param name="places">Each workspace with each cluster in which it holds namespaces.</param>
    /// <param name="rows">What is stored.</param>
    internal static RegistryAccounts Build(IReadOnlyDictionary<Guid, NeededRights> registries, IEnumerable<(Guid WorkspaceId, string Cluster)> places, IReadOnlyList<PullIdentity> rows)
    {
        var held = places.ToHashSet();
        var clustersOf = held.ToLookup(place => place.WorkspaceId, place => place.Cluster);
        var accounts = rows.Select(RegistryAccount.Of).GroupBy(account => account.Key)
            .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(account => account.Generation).ToImmutableArray());
        var needs = new Dictionary<IdentityKey, IdentityNeed>();
        foreach (var (registryId, rights) in registries)
        {
            foreach (var clusters in clustersOf)
            {
                if (rights.Of(clusters.Key) is not { IsEmpty: false } of)
                    continue;
                var need = new IdentityNeed(of);
                foreach (var cluster in clusters)
                    needs[new IdentityKey(registryId, clusters.Key, cluster)] = need;
            }
        }

        // What was opened once is closed, not deleted, while there are namespaces that may need it again.
        foreach (var key in accounts.Keys.Where(key => registries.ContainsKey(key.RegistryId) && held.Contains((key.WorkspaceId, key.Cluster))))
            needs.TryAdd(key, IdentityNeed.Closed);

        var serving = accounts.Where(pair => needs.GetValueOrDefault(pair.Key) is { IsOpen: true })
            .Select(pair => pair.Value.FirstOrDefault(account => account is { State: PullIdentityState.Ready, SecretCipher: not null, Login: not null }))
            .OfType<RegistryAccount>()
            .GroupBy(account => (account.Key.WorkspaceId, account.Key.Cluster))
            .ToFrozenDictionary(group => group.Key, group => group.OrderBy(account => account.Key.RegistryId).ToImmutableArray());
        return new RegistryAccounts(needs.ToFrozenDictionary(), accounts, serving);
    }
}
