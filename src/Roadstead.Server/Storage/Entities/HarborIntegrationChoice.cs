namespace Roadstead.Server.Storage.Entities;

/// <summary>Whether a Harbor in a cluster shall be integrated.</summary>
public enum HarborIntegrationChoice
{
    /// <summary>If Roadstead made it, or its cluster's found Harbors are integrated.</summary>
    ByItself,

    /// <summary>An admin asked for it.</summary>
    Asked,

    /// <summary>An admin removed its registry: not before somebody asks.</summary>
    Declined,
}
