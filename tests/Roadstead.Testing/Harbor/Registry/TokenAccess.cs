namespace Roadstead.Testing.Harbor.Registry;

/// <summary>One entry of a token's access.</summary>
internal sealed record TokenAccess(string Type, string Name, IReadOnlyList<string> Actions);
