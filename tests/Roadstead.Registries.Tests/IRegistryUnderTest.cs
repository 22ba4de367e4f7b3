using Roadstead.Testing;

namespace Roadstead.Registries.Tests;

/// <summary>A real registry that a driver is tried with.</summary>
public interface IRegistryUnderTest
{
    /// <summary>What repositories begin with: empty, or a space with a slash at the end.</summary>
    string Prefix { get; }

    /// <summary>A client that pushes and deletes.</summary>
    TestImages Images { get; }

    /// <summary>An address of this machine where nothing listens.</summary>
    Uri DeadUrl { get; }

    /// <summary>A driver for it, or for another address with the same login.</summary>
    IRegistryDriver CreateDriver(Uri? url = null);
}
