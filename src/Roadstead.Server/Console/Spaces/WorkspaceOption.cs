namespace Roadstead.Server.Console.Spaces;

/// <summary>A workspace to tick.</summary>
public sealed record WorkspaceOption(string Name, string DisplayName, bool IsChosen);
