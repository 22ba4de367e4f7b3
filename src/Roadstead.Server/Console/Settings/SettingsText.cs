using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Settings;

/// <summary>Text keys of groups of settings and of what runs in the background.</summary>
internal static class SettingsText
{
    internal static string Group(string group) => group switch
    {
        "server" => Key("This server"),
        "Registries" => Key("Integrating registries"),
        "RegistryHealth" => Key("Health of registries"),
        "Images" => Key("Index of images"),
        "Events" => Key("Events of registries"),
        "SpaceSync" => Key("Spaces of registries"),
        "PullIdentities" => Key("Pull identities"),
        "Clusters" => Key("Clusters"),
        "Admission" => Key("Admission"),
        "ManagedHarbors" => Key("Managed Harbors"),
        "Overview" => Key("Figures"),
        _ => group,
    };

    internal static string Part(string state) => state switch
    {
        "running" => Key("Running"),
        "failed" => Key("Failed"),
        _ => Key("Done"),
    };
}
