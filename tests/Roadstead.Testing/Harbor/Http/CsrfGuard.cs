using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Roadstead.Testing.Harbor.Http;

/// <summary>
/// Whoever sends a session cookie, be it an empty one beside a good password, needs a token for each change.
/// The token is the secret of the cookie <c>_gorilla_csrf</c> masked by random bytes; each answer to a session hands out a new one.
/// </summary>
internal static class CsrfGuard
{
    public const string CookieName = "_gorilla_csrf";
    public const string HeaderName = "X-Harbor-Csrf-Token";
    private const int SecretBytes = 32;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>Hands out cookie and token, and refuses a change without one; null lets the request go on.</summary>
    /// <param name="http">The request.</param>
    /// <param name="state">The time, and the release for its words.</param>
    public static HarborException? Check(HttpContext http, HarborState state)
    {
        var secret = Secret(http.Request);
        var given = http.Request.Headers[HeaderName].ToString();
        var isRead = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsOptions(http.Request.Method) || HttpMethods.IsTrace(http.Request.Method);
        var isGood = secret is not null && Matches(secret, given);
        if (secret is null)
        {
            secret = RandomNumberGenerator.GetBytes(SecretBytes);
            http.Response.Headers.Append("Set-Cookie", string.Create(CultureInfo.InvariantCulture, $"{CookieName}={Convert.ToHexStringLower(secret)}; Path=/; Expires={state.Now.Add(Lifetime):R}; Max-Age={(int)Lifetime.TotalSeconds}; HttpOnly; SameSite=Strict"));
        }

        http.Response.Headers[HeaderName] = Token(secret);
        if (isRead || isGood)
        {
            http.Response.Headers.Vary = "Cookie";
            return null;
        }

        return HarborException.Forbidden(state.Features.NewWording && given.Length == 0 ? "CSRF token not found in request" : "CSRF token invalid");
    }

    private static byte[]? Secret(HttpRequest request) =>
        request.Cookies[CookieName] is { Length: SecretBytes * 2 } hex && hex.All(char.IsAsciiHexDigit) ? Convert.FromHexString(hex) : null;

    private static string Token(byte[] secret)
    {
        var mask = RandomNumberGenerator.GetBytes(SecretBytes);
        return Convert.ToBase64String([.. mask, .. secret.Select((part, i) => (byte)(part ^ mask[i]))]);
    }

    private static bool Matches(byte[] secret, string token)
    {
        var bytes = new byte[SecretBytes * 2];
        return Convert.TryFromBase64String(token, bytes, out var length) && length == bytes.Length
            && CryptographicOperations.FixedTimeEquals(secret, bytes[SecretBytes..].Select((part, i) => (byte)(part ^ bytes[i])).ToArray());
    }
}
