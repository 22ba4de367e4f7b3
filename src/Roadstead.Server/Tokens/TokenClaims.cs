namespace Roadstead.Server.Tokens;

/// <summary>What a token of ours says.</summary>
/// <param name="Audience">The service that it is for.</param>
/// <param name="Subject">The account's name; empty for nobody.</param>
/// <param name="PersonTokenId">The API token that a person proved themselves by; null for namespaces and nobody.</param>
/// <param name="Access">Rights, for registries that check them; none for the gateway, which decides on each request.</param>
internal sealed record TokenClaims(string Audience, string Subject, Guid? PersonTokenId, IReadOnlyList<TokenAccess> Access);
