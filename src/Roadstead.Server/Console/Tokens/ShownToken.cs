namespace Roadstead.Server.Console.Tokens;

/// <summary>A token that was just made: its text is shown this once.</summary>
/// <param name="Text">The token.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record ShownToken(string Text, DateTimeOffset ExpiresAt);
