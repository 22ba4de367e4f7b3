namespace Roadstead.Server.Console;

/// <summary>Light, dark, or as the person's system is set.</summary>
public enum Theme
{
    System,
    Light,
    Dark,
}
