namespace Roadstead.Server.Console.Components;

/// <summary>What a badge's colour says. Never the only thing that says it: an icon and a word stand beside it.</summary>
public enum Tone
{
    Neutral,
    Good,
    Bad,
    Busy,
    Note,
}
