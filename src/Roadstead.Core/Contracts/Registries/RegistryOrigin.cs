namespace Roadstead.Core.Contracts.Registries;

/// <summary>How an integration came about. On the wire: kebab-case.</summary>
public enum RegistryOrigin
{
    /// <summary>By a person.</summary>
    Integrated,

    /// <summary>By itself: a Harbor that the platform created.</summary>
    Managed,
}
