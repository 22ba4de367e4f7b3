namespace Roadstead.Server.Tokens;

/// <summary>A token that was given, with what it grants.</summary>
internal sealed record IssuedToken(string Token, IReadOnlyList<TokenAccess> Access, DateTimeOffset IssuedAt)
{
    /// <summary>The granted scopes as the OAuth2 form answers them.</summary>
    public string Scope => string.Join(' ', Access.Select(access => $"{access.Type}:{access.Name}:{string.Join(',', access.Actions)}"));
}
