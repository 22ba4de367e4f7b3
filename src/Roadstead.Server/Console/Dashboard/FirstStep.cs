namespace Roadstead.Server.Console.Dashboard;

/// <summary>One step of the first run; title and text are text keys.</summary>
public sealed record FirstStep(string Title, string Text, bool Done, string Path);
