using Roadstead.Registries;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Registries;

/// <summary>What is kept of a registry's own words.</summary>
internal static class RegistryPinning
{
    /// <summary>Pins the token realm: from now on credentials go to the registry's host and to this realm, and nowhere else.</summary>
    public static void Apply(Registry registry, RegistryIdentity identity)
    {
        registry.TokenRealm = identity.TokenRealm?.AbsoluteUri;
        registry.TokenService = identity.TokenService;
        registry.Version = identity.Version ?? registry.Version;
    }
}
