namespace Roadstead.Registries.Artifactory.Wire;

/// <summary>An access token as lists show it: never itself.</summary>
/// <param name="TokenId">Its id.</param>
/// <param name="Subject"><c>service/users/name</c>.</param>
/// <param name="Expiry">Seconds since 1970; null or 0: never.</param>
/// <param name="IssuedAt">Seconds since 1970.</param>
internal sealed record WireToken(string? TokenId, string? Subject, long? Expiry, long? IssuedAt);

internal sealed record WireTokens(IReadOnlyList<WireToken>? Tokens);

/// <summary>What <c>/access/api/v1/tokens</c> makes a token of.</summary>
internal sealed record WireNewToken(string GrantType, string Username, string Scope, long ExpiresIn, bool Refreshable, string Description);

internal sealed record WireMadeToken(string? TokenId, string? AccessToken, long? ExpiresIn);

/// <summary>What a token says of itself in its middle part.</summary>
internal sealed record WireClaims(string? Jti, long? Iat, long? Exp);
