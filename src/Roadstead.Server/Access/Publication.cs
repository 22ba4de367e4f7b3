using System.Collections.Frozen;
using System.Collections.Immutable;
using Roadstead.Core.Access;

namespace Roadstead.Server.Access;

/// <summary>All that requests and doors decide from, read from the store at one moment. Immutable.</summary>
internal sealed record Publication(
    AccessMap Map,
    FrozenDictionary<Guid, Upstream> Upstreams,
    FrozenDictionary<string, PublishedCluster> Clusters,
    FrozenDictionary<Guid, PublishedCluster> Leaving,
    FrozenDictionary<string, PullAccount> Accounts,
    FrozenDictionary<string, FrozenDictionary<string, ImmutableArray<PullAccount>>> AccountsByCluster,
    RegistryAccounts RegistryAccounts,
    FrozenDictionary<Guid, Upstream> LeavingRegistries,
    FrozenDictionary<Guid, Person> People,
    FrozenDictionary<string, PersonToken> Tokens,
    FrozenDictionary<Guid, PersonToken> TokensById);
