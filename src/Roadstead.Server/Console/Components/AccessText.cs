using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Components;

/// <summary>Text keys of the steps of an explanation and of what they come to, by their stable names.</summary>
internal static class AccessText
{
    internal static string Title(string check) => check switch
    {
        "allowed" => Key("Allowed"),
        "denied" => Key("Denied"),
        "unmanaged" => Key("Unmanaged"),
        "invalid" => Key("Invalid"),
        "reference" => Key("Reference"),
        "registry" => Key("Registry"),
        "space" => Key("Space"),
        "includes" => Key("Includes"),
        "binding" => Key("Binding"),
        "registry-healthy" => Key("Registry healthy"),
        "identity" => Key("Identity"),
        "secret" => Key("Secret"),
        "service-account" => Key("Service account"),
        "image" => Key("Image"),
        "admission" => Key("Admission"),
        "pods" => Key("Pods"),
        _ => Words(check),
    };

    // A name that is not known here still reads as words.
    private static string Words(string check) => check.Length == 0 ? check : char.ToUpperInvariant(check[0]) + check[1..].Replace('-', ' ');
}
