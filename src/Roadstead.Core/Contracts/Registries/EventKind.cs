namespace Roadstead.Core.Contracts.Registries;

/// <summary>What a registry told of. On the wire: kebab-case.</summary>
public enum EventKind
{
    /// <summary>An artifact or tag came.</summary>
    Pushed,

    /// <summary>An artifact or tag went.</summary>
    Deleted,

    /// <summary>Something else about it changed, such as its scan.</summary>
    Changed,
}
