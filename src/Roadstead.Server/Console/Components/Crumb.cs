namespace Roadstead.Server.Console.Components;

/// <summary>A page above the current one.</summary>
public sealed record Crumb(string Title, string Path);
