namespace Roadstead.Registries;

/// <summary>What an event tells of.</summary>
public enum RegistryEventKind
{
    /// <summary>An artifact or tag came.</summary>
    Pushed,

    /// <summary>An artifact was read.</summary>
    Pulled,

    /// <summary>An artifact went.</summary>
    Deleted,

    /// <summary>Something else about it changed, such as its scan.</summary>
    Changed,
}
