using Roadstead.Server.Overview.Pulls;

namespace Roadstead.Server.Console.Pulls;

/// <summary>Text keys of what the doors answered.</summary>
internal static class PullText
{
    /// <summary>The rules, by their names on the wire, in the order of the filter.</summary>
    internal static IReadOnlyList<(string Reason, string Title)> Reasons { get; } =
    [
        ("not-bound", "The workspace is not bound"),
        ("unknown-space", "No space holds it"),
        ("registry-removed", "Its registry was unbound"),
        ("unmanaged-denied", "No registry is integrated, denied"),
        ("image-id", "An image ID"),
        ("unparseable", "No image name"),
        ("public", "The space is public"),
        ("bound", "The workspace is bound"),
        ("workspace-registry", "The workspace's own registry"),
        ("unmanaged-allowed", "No registry is integrated, allowed"),
    ];

    internal static string Reason(string reason) => Reasons.FirstOrDefault(known => known.Reason == reason) is { Title: not null } found ? found.Title : reason;

    internal static string Answer(PullAnswer answer) => answer switch { PullAnswer.Allowed => "Allowed", PullAnswer.Refused => "Refused", _ => "Unmanaged" };
}
