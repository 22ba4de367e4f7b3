namespace Roadstead.Server.Registries;

/// <summary>How the registries do, as last seen. In memory; safe for any number of threads, and never waits for a registry.</summary>
public interface IRegistryHealth
{
    /// <summary>The health of a registry; unknown when it was never checked.</summary>
    RegistryHealth Of(Guid registryId);
}
