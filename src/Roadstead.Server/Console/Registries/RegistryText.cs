using Roadstead.Core.Contracts.Registries;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Registries;

/// <summary>Text keys of what a registry is and does.</summary>
internal static class RegistryText
{
    internal static string Type(RegistryType type) => type switch
    {
        RegistryType.Harbor => Key("Harbor"),
        RegistryType.DockerRegistry => Key("Docker Registry"),
        RegistryType.Artifactory => Key("JFrog Artifactory"),
        _ => type.ToString(),
    };

    internal static string Origin(RegistryOrigin origin) => origin == RegistryOrigin.Managed ? Key("Managed") : Key("Integrated");

    /// <summary>The host that images of the registry are named by where none stands for a part of it.</summary>
    internal static string? Host(RegistryView registry) => registry.ImageHosts.FirstOrDefault(host => host[0] != '*' && !host.Contains('=', StringComparison.Ordinal));

    internal static string Storage(StorageKind kind) => kind switch
    {
        StorageKind.Logical => Key("as the registry counts it"),
        StorageKind.Physical => Key("on disk"),
        _ => Key("estimated, each layer once"),
    };

    /// <summary>Why there is no pull identity, and what makes the first.</summary>
    internal static string NoIdentity(RegistryView registry) => registry.Delivery switch
    {
        Core.Contracts.Registries.Delivery.None => Key("The registry is open to everybody who reaches it, so that nothing is handed out."),
        Core.Contracts.Registries.Delivery.Shared => Key("Namespaces hold the integration's own login, so that there is nothing to renew here."),
        _ => Key("The first is made when a workspace with a namespace may pull from it."),
    };

    internal static string Delivery(Delivery delivery) => delivery switch
    {
        Core.Contracts.Registries.Delivery.Robot => Key("A robot account for each workspace and cluster"),
        Core.Contracts.Registries.Delivery.TokenService => Key("Roadstead's token service; the registry itself enforces every space"),
        Core.Contracts.Registries.Delivery.Gateway => Key("Roadstead's gateway, with an account for each namespace"),
        Core.Contracts.Registries.Delivery.ScopedToken => Key("A scoped token for each workspace and cluster"),
        Core.Contracts.Registries.Delivery.Shared => Key("The integration's own login, shared (not recommended)"),
        Core.Contracts.Registries.Delivery.None => Key("Nothing to hand out: the registry itself is open to everybody who reaches it"),
        _ => delivery.ToString(),
    };
}
