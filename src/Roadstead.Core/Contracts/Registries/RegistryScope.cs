namespace Roadstead.Core.Contracts.Registries;

/// <summary>Who integrated a registry. On the wire: kebab-case.</summary>
public enum RegistryScope
{
    /// <summary>A platform admin, for everybody.</summary>
    Platform,

    /// <summary>A workspace admin, for that workspace alone.</summary>
    Workspace,
}
