namespace Roadstead.Server.Access;

/// <summary>Where the doors take logins from. Safe for any number of threads.</summary>
public interface IUpstreamSource
{
    /// <summary>All registries by id, as of the newest publication.</summary>
    IReadOnlyDictionary<Guid, Upstream> Upstreams { get; }

    /// <summary>Registries that were removed and in which something of Roadstead's may still be, by the id that they had. Nothing is pulled from them any more. A name may also be that of a new registry.</summary>
    IReadOnlyDictionary<Guid, Upstream> Leaving { get; }
}
