namespace Roadstead.Core.Contracts.Registries;

/// <summary>How the right to pull reaches namespaces. On the wire: kebab-case.</summary>
public enum Delivery
{
    /// <summary>A Harbor robot for each workspace and cluster.</summary>
    Robot,

    /// <summary>The registry trusts Roadstead's token service.</summary>
    TokenService,

    /// <summary>Through Roadstead's gateway.</summary>
    Gateway,

    /// <summary>An Artifactory token for each workspace and cluster.</summary>
    ScopedToken,

    /// <summary>The integration's own login. Not recommended.</summary>
    Shared,

    /// <summary>Nothing to hand out: the registry is open.</summary>
    None,
}
