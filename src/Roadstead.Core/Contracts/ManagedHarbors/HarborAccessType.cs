namespace Roadstead.Core.Contracts.ManagedHarbors;

/// <summary>The ways that a HarborCluster knows to be reached. On the wire: kebab-case.</summary>
public enum HarborAccessType
{
    /// <summary>Through an ingress of its own.</summary>
    Ingress,
}
