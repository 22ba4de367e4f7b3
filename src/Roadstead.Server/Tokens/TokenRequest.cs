using Roadstead.Server.Http;

namespace Roadstead.Server.Tokens;

/// <summary>A question to the token endpoint, in either of its two forms.</summary>
/// <param name="Service">The service as the challenge named it; null when the client says none.</param>
/// <param name="Scopes">What is asked for.</param>
/// <param name="Login">User name and secret; null for nobody.</param>
/// <param name="IdentityToken">A secret without a user name; null for none. Never shown.</param>
internal sealed record TokenRequest(string? Service, IReadOnlyList<TokenScope> Scopes, BasicLogin? Login = null, string? IdentityToken = null)
{
    public override string ToString() => $"{Service} {Login?.User}";
}
