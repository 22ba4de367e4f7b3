namespace Roadstead.Core.Contracts.Registries;

/// <summary>What a health check looks at, in the order in which one needs the other. On the wire: kebab-case.</summary>
public enum SignalName
{
    /// <summary>A connection can be made.</summary>
    Reachable,

    /// <summary>The certificate is trusted.</summary>
    Tls,

    /// <summary>It is the product that was integrated.</summary>
    Product,

    /// <summary>The login is accepted.</summary>
    Login,

    /// <summary>The login has the rights that are needed.</summary>
    Rights,

    /// <summary>Repositories can be listed.</summary>
    Listing,

    /// <summary>A manifest can be read.</summary>
    Pull,
}
