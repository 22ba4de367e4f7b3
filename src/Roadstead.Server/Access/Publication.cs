using System.Collections.Frozen;
using Roadstead.Core.Access;

namespace Roadstead.Server.Access;

/// <summary>All that requests and doors decide from, read from the store at one moment. Immutable.</summary>
internal sealed record Publication(
    AccessMap Map,
    FrozenDictionary<Guid, Upstream> Upstreams,
    FrozenDictionary<string, PullAccount> Accounts,
    FrozenDictionary<Guid, Person> People,
    FrozenDictionary<string, PersonToken> Tokens,
    FrozenDictionary<Guid, PersonToken> TokensById);
