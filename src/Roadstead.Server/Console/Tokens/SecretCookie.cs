using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Roadstead.Server.Console.Tokens;

/// <summary>
/// Carries a secret that is shown once over the redirect that follows a form, so that a reload makes no second one.
/// Encrypted, for this page alone, for a minute; gone with the first look.
/// </summary>
internal sealed class SecretCookie(IDataProtectionProvider protection)
{
    private const string Name = "roadstead-secret";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Roadstead.Console.Secret").ToTimeLimitedDataProtector();

    /// <param name="http">The answer.</param>
    /// <param name="user">Whose secret: a person who signs in next at the same browser cannot read it.</param>
    /// <param name="secret">The secret.</param>
    internal void Put(HttpContext http, string user, string secret) =>
        http.Response.Cookies.Append(Name, protector.Protect(user + "\n" + secret, Life), Options(http));

    /// <summary>The secret, once; null when there is none.</summary>
    internal string? Take(HttpContext http, string user)
    {
        if (http.Request.Cookies[Name] is not { Length: > 0 } text || http.WantsFragment())
            return null;
        http.Response.Cookies.Delete(Name, Options(http));
        try
        {
            return protector.Unprotect(text).Split('\n', 2) is [var owner, var secret] && owner == user ? secret : null;
        }
        catch (CryptographicException)
        {
            return null; // too old, or none of ours: nothing to show
        }
    }

    private static CookieOptions Options(HttpContext http) =>
        new() { HttpOnly = true, IsEssential = true, Path = ConsolePaths.Tokens, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, MaxAge = Life };
}
