namespace Roadstead.Core.Contracts.Registries;

/// <summary>Health in one word. On the wire: kebab-case.</summary>
public enum RegistryStatus
{
    /// <summary>Every signal that applies holds.</summary>
    Healthy,

    /// <summary>At least one does not.</summary>
    Unhealthy,

    /// <summary>The first check still runs.</summary>
    Unknown,
}
