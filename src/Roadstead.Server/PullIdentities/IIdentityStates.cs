using Roadstead.Server.Access;

namespace Roadstead.Server.PullIdentities;

/// <summary>What stands in the way of pull identities at registries, as last seen. In memory; safe for any number of threads.</summary>
public interface IIdentityStates
{
    /// <summary>Why this identity is not as it should be; null while nothing is known against it.</summary>
    IdentityTrouble? Find(IdentityKey key);
}
