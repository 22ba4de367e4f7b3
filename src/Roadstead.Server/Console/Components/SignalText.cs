using Roadstead.Core.Contracts.Registries;

namespace Roadstead.Server.Console.Components;

/// <summary>Text keys of the health signals.</summary>
internal static class SignalText
{
    internal static string Title(SignalName name) => name switch
    {
        SignalName.Reachable => "Reachable",
        SignalName.Tls => "Certificate",
        SignalName.Product => "Product",
        SignalName.Login => "Login",
        SignalName.Rights => "Rights",
        SignalName.Listing => "Listing",
        SignalName.Pull => "Pull",
        _ => name.ToString(),
    };
}
