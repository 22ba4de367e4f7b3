using Roadstead.Core.Contracts.Registries;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Components;

/// <summary>Text keys of the steps of the quick start. The API's own titles are for programs.</summary>
internal static class QuickStartText
{
    internal static string Title(QuickStartStep step) => step.Step switch
    {
        "manage-spaces" => Key("Divide the registry into spaces, public or private"),
        "bind-workspaces" => Key("Bind private spaces to workspaces"),
        "create-application" => Key("Choose an image for an application"),
        "add-namespaces" => Key("Have a namespace in the workspace"),
        _ => step.Title,
    };
}
