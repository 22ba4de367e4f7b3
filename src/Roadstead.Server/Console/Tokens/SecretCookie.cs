using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Roadstead.Server.Console.Tokens;

/// <summary>
/// Carries a secret that is shown once over the redirect that follows a form, so that a reload makes no second one.
/// Encrypted, for the one page that shows it, for a minute; gone with the first look.
/// </summary>
internal sealed class SecretCookie(IDataProtectionProvider protection)
{
    private const string Name = "roadstead-secret";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Roadstead.Console.Secret").ToTimeLimitedDataProtector();

    /// <param name="http">The answer.</param>
    /// <param name="page">The path of the page that shows it.</param>
    /// <param name="user">Whose secret: a person who signs in next at the same browser cannot read it.</param>
    /// <param name="token">The secret.</param>
    internal void Put(HttpContext http, string page, string user, ShownToken token) =>
        http.Response.Cookies.Append(Name, protector.Protect(string.Join('\n', user, token.ExpiresAt.ToString("O", CultureInfo.InvariantCulture), token.Text), Life), Options(http, page));

    /// <summary>The secret, once; null when there is none for this page.</summary>
    internal ShownToken? Take(HttpContext http, string user)
    {
        if (http.Request.Cookies[Name] is not { Length: > 0 } text || http.WantsFragment())
            return null;
        http.Response.Cookies.Delete(Name, Options(http, http.Request.Path));
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            return protector.Unprotect(text).Split('\n', 3) is [var owner, var ends, var secret] && owner == user
                ? new ShownToken(secret, DateTimeOffset.Parse(ends, CultureInfo.InvariantCulture))
                : null;
        }
        catch (CryptographicException)
        {
            return null; // too old, or none of ours: nothing to show
        }
    }

    private static CookieOptions Options(HttpContext http, string page) =>
        new() { HttpOnly = true, IsEssential = true, Path = page, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, MaxAge = Life };
}
