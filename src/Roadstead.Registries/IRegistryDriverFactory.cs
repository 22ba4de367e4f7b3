using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Registries;

/// <summary>Makes the driver of one product.</summary>
public interface IRegistryDriverFactory
{
    /// <summary>The product.</summary>
    RegistryType Type { get; }

    /// <summary>A driver for a registry; nothing is sent before its first call. The caller disposes it.</summary>
    IRegistryDriver Create(RegistryEndpoint endpoint);
}
