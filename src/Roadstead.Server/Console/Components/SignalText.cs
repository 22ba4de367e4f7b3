using Roadstead.Core.Contracts.Registries;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Components;

/// <summary>Text keys of the health signals.</summary>
internal static class SignalText
{
    internal static string Title(SignalName name) => name switch
    {
        SignalName.Reachable => Key("Reachable"),
        SignalName.Tls => Key("Certificate"),
        SignalName.Product => Key("Product"),
        SignalName.Login => Key("Login"),
        SignalName.Rights => Key("Rights"),
        SignalName.Listing => Key("Listing"),
        SignalName.Pull => Key("Pull"),
        _ => name.ToString(),
    };
}
