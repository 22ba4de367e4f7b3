namespace Roadstead.Registries.Tests.Auth;

/// <summary>A row of Data/challenges.jsonl: header lines, and what is to be read of them. No scheme: nothing usable.</summary>
public sealed record ChallengeCase(int Row, string[] Lines, string? Scheme, string? Realm, string? Service, string[] Scopes, string? Error)
{
    public override string ToString() => $"row {Row}";
}
