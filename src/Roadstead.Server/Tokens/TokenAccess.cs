namespace Roadstead.Server.Tokens;

/// <summary>One right in a token's <c>access</c> claim.</summary>
internal sealed record TokenAccess(string Type, string Name, IReadOnlyList<string> Actions);
