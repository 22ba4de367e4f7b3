using Microsoft.Extensions.Primitives;
using Roadstead.Server.Access;
using Roadstead.Server.Hosting;
using Roadstead.Server.Http;
using Roadstead.Server.Tokens;

namespace Roadstead.Server.Gateway;

/// <summary>Finds who asks the gateway: by a token of the token service, or by a login directly.</summary>
internal sealed class GatewaySignInService(DoorAccountService accounts, TokenSigner tokens, ServerOptions options)
{
    /// <summary>Null when what is presented is wrong or has ended. Without credentials it is nobody, whom <see cref="Presented"/> tells from a nobody with a token.</summary>
    public DoorAccount? Find(StringValues authorization)
    {
        if (authorization.Count == 0) return DoorAccount.Anonymous.Instance;
        if (authorization is not [{ } header]) return null;
        if (BasicLogin.TryParse(header, out var login)) return accounts.FindByLogin(login.User, login.Secret);
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && tokens.TryRead(header[7..], options.GatewayHost, out var claims) ? FindAgain(claims) : null;
    }

    public static bool Presented(StringValues authorization) => authorization.Count > 0;

    // The token says who it was when it was given; whether that account still exists is asked each time.
    private DoorAccount? FindAgain(TokenClaims claims) => claims switch
    {
        { PersonTokenId: { } id } => accounts.FindAgain(id),
        { Subject.Length: > 0 } => accounts.FindAgain(claims.Subject),
        _ => DoorAccount.Anonymous.Instance,
    };
}
