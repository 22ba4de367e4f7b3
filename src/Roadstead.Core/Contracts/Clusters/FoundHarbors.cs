namespace Roadstead.Core.Contracts.Clusters;

/// <summary>What is done with Harbors of a cluster that Roadstead did not make. On the wire: kebab-case.</summary>
public enum FoundHarbors
{
    /// <summary>They are shown. Their passwords are not read.</summary>
    Ignore,

    /// <summary>Roadstead reads the password of their user <c>admin</c> from the cluster and integrates them.</summary>
    Integrate,
}
