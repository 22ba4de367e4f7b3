namespace Roadstead.Core.Contracts.ManagedHarbors;

/// <summary>The certificate of a Harbor's ingress. On the wire: kebab-case.</summary>
public enum HarborTls
{
    /// <summary>cert-manager makes one that signs itself; Roadstead trusts it, nodes have to be told.</summary>
    SelfSigned,

    /// <summary>That of a secret in the Harbor's namespace.</summary>
    Secret,

    /// <summary>None: plain http.</summary>
    None,
}
