using Roadstead.Server.Overview.Pulls;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Pulls;

/// <summary>Text keys of what the doors answered.</summary>
internal static class PullText
{
    /// <summary>The rules, by their names on the wire, in the order of the filter.</summary>
    internal static IReadOnlyList<(string Reason, string Title)> Reasons { get; } =
    [
        ("not-bound", Key("The workspace is not bound")),
        ("unknown-space", Key("No space holds it")),
        ("registry-removed", Key("Its registry was unbound")),
        ("unmanaged-denied", Key("No registry is integrated, denied")),
        ("image-id", Key("An image ID")),
        ("unparseable", Key("No image name")),
        ("public", Key("The space is public")),
        ("bound", Key("The workspace is bound")),
        ("workspace-registry", Key("The workspace's own registry")),
        ("unmanaged-allowed", Key("No registry is integrated, allowed")),
    ];

    internal static string Reason(string reason) => Reasons.FirstOrDefault(known => known.Reason == reason) is { Title: not null } found ? found.Title : reason;

    internal static string Answer(PullAnswer answer) => answer switch { PullAnswer.Allowed => Key("Allowed"), PullAnswer.Refused => Key("Refused"), _ => Key("Unmanaged") };
}
