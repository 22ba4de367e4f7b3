namespace Roadstead.Server.Storage.Entities;

/// <summary>What a registry last reported of a space's content. A row of its own: it changes often, and no decision depends on it.</summary>
public sealed class SpaceUsage
{
    public Guid SpaceId { get; set; }

    /// <summary>Null where the registry does not tell.</summary>
    public long? UsedBytes { get; set; }

    /// <summary>Null where the registry does not tell.</summary>
    public long? Repositories { get; set; }
}
