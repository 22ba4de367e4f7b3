using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Roadstead.Server.Identity;

/// <summary>User and password by HTTP Basic, where the route takes them (<see cref="AcceptsPassword"/>).</summary>
internal sealed class BasicHandler(PasswordService passwords, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.GetEndpoint()?.Metadata.GetMetadata<AcceptsPassword>() is null)
            return AuthenticateResult.NoResult();
        if (Read(Request.Headers.Authorization.ToString()) is not { } login)
            return AuthenticateResult.Fail("No user and password.");
        if (await passwords.CheckAsync(login.Name, login.Password, Context.RequestAborted) is not { } user)
            return AuthenticateResult.Fail("User or password is wrong.");

        return AuthenticateResult.Success(new AuthenticationTicket(Principals.Create(user.Id, user.UserName!, Scheme.Name), Scheme.Name));
    }

    // RFC 7617: base64 of user:password, UTF-8; the first colon divides.
    private static (string Name, string Password)? Read(string header)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var value) || value.Parameter is not { Length: > 0 and < 2048 } parameter)
            return null;

        var bytes = new byte[parameter.Length];
        if (!Convert.TryFromBase64String(parameter, bytes, out var written))
            return null;

        var text = Encoding.UTF8.GetString(bytes, 0, written);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (text[..colon], text[(colon + 1)..]);
    }
}
