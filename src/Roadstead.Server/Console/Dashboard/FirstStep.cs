namespace Roadstead.Server.Console.Dashboard;

/// <summary>One step of the first run.</summary>
/// <param name="Title">A text key.</param>
/// <param name="Text">A text key: what it is about, or who does it.</param>
/// <param name="Done">Whether it is done.</param>
/// <param name="Path">Where it is done; null when somebody else has to.</param>
public sealed record FirstStep(string Title, string Text, bool Done, string? Path);
