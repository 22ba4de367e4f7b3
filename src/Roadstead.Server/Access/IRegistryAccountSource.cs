namespace Roadstead.Server.Access;

/// <summary>Where pull identities at registries are taken from. Safe for any number of threads.</summary>
public interface IRegistryAccountSource
{
    /// <summary>As of the newest publication.</summary>
    RegistryAccounts RegistryAccounts { get; }
}
