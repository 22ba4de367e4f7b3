namespace Roadstead.Server.Access;

/// <summary>Where the doors take logins from. Safe for any number of threads.</summary>
public interface IUpstreamSource
{
    /// <summary>All registries by id, as of the newest publication.</summary>
    IReadOnlyDictionary<Guid, Upstream> Upstreams { get; }
}
