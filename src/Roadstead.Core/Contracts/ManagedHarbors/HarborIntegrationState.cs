namespace Roadstead.Core.Contracts.ManagedHarbors;

/// <summary>How far the integration of a Harbor in a cluster is. On the wire: kebab-case.</summary>
public enum HarborIntegrationState
{
    /// <summary>It waits for the instance.</summary>
    Pending,

    /// <summary>It is one of the platform's registries.</summary>
    Integrated,

    /// <summary>It was tried and failed, or what it became cannot be removed yet.</summary>
    Failing,

    /// <summary>Roadstead did not make it, and nobody has asked for it.</summary>
    NotAsked,

    /// <summary>Its registry was removed by an admin: it comes back only when somebody asks for it.</summary>
    Removed,
}
