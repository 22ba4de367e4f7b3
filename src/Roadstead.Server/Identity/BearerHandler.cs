using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Roadstead.Server.Access;

namespace Roadstead.Server.Identity;

/// <summary>API tokens, in the header alone: an address ends up in logs.</summary>
internal sealed class BearerHandler(IPersonSource people, TokenUse uses, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Word = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Word, StringComparison.OrdinalIgnoreCase))
            return Task.FromResult(AuthenticateResult.NoResult());
        if (people.FindToken(header[Word.Length..].Trim()) is not { } token)
            return Task.FromResult(AuthenticateResult.Fail("No such token."));

        uses.Note(token.TokenId);
        var principal = Principals.Create(token.Person.UserId, token.Person.Name, Scheme.Name, new Claim(Principals.NotAfter, token.ExpiresAt.UtcTicks.ToString(CultureInfo.InvariantCulture)));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name)));
    }
}
