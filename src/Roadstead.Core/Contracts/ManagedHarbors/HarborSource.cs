namespace Roadstead.Core.Contracts.ManagedHarbors;

/// <summary>What runs a Harbor in a cluster. On the wire: kebab-case.</summary>
public enum HarborSource
{
    /// <summary>The Harbor operator: it is a HarborCluster of goharbor.io.</summary>
    Operator,

    /// <summary>Helm, by Harbor's own chart.</summary>
    Helm,
}
