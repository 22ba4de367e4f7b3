using Roadstead.Registries;

namespace Roadstead.Server.Registries;

/// <summary>The drivers of the registries that are integrated: one for each, shared by gateway, index, health and explanation. Safe for any number of threads.</summary>
public interface IRegistryConnections
{
    /// <summary>
    /// The driver of a registry as it is published now; null when there is no such registry. Take it for each piece of work anew, and never dispose it:
    /// when the registry's address or login changes, what runs is finished with the driver that it began with, and whoever calls a driver that is no
    /// longer the current one gets a transient <see cref="RegistryException"/>.
    /// </summary>
    IRegistryDriver? Find(Guid registryId);
}
