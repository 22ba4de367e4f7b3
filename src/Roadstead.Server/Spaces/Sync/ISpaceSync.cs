namespace Roadstead.Server.Spaces.Sync;

/// <summary>Keeps spaces and those that the registries themselves have alike. Returns at once; safe for any number of threads.</summary>
public interface ISpaceSync
{
    /// <summary>Looks at a registry now, and tries again what it refused. Does nothing for a registry whose spaces are only Roadstead's.</summary>
    void Request(Guid registryId);

    /// <summary>When the registry was last asked for its spaces, and answered; null where it was not, since the start.</summary>
    DateTimeOffset? SeenAt(Guid registryId);
}
