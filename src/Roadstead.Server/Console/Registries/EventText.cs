using Roadstead.Core.Contracts.Registries;
using Roadstead.Server.Console.Components;
using static Roadstead.Server.Console.ConsoleText;

namespace Roadstead.Server.Console.Registries;

/// <summary>Text keys of what a registry tells of.</summary>
internal static class EventText
{
    // "sha256:" and enough to tell one from another.
    private const int ShownDigest = 19;

    internal static string Title(EventKind kind) => kind switch
    {
        EventKind.Pushed => Key("Pushed"),
        EventKind.Deleted => Key("Deleted"),
        _ => Key("Changed"),
    };

    internal static IconName IconOf(EventKind kind) => kind switch
    {
        EventKind.Pushed => IconName.Plus,
        EventKind.Deleted => IconName.Trash,
        _ => IconName.Pencil,
    };

    /// <summary>A tag as it is, a digest shortened.</summary>
    internal static string? Short(string? reference) => reference is { Length: > ShownDigest } && reference.Contains(':', StringComparison.Ordinal) ? reference[..ShownDigest] : reference;
}
