namespace Roadstead.Server.Console;

/// <summary>One sentence about what was just done, carried over the redirect that follows a form (post, redirect, get).</summary>
/// <param name="Text">The sentence, in the person's language. It is encoded when shown: whoever can set a cookie can choose it.</param>
public sealed record Notice(string Text)
{
    private const string Cookie = "roadstead-notice";
    private const int MaxLength = 300;

    internal void Put(HttpContext http) =>
        http.Response.Cookies.Append(Cookie, Text.Length > MaxLength ? Text[..MaxLength] : Text, Options(http));

    internal static Notice? Take(HttpContext http)
    {
        // A fragment is no page: the notice waits for the next one.
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } text || http.WantsFragment())
            return null;
        http.Response.Cookies.Delete(Cookie, Options(http));
        return new Notice(text.Length > MaxLength ? text[..MaxLength] : text);
    }

    private static CookieOptions Options(HttpContext http) =>
        new() { HttpOnly = true, IsEssential = true, Path = "/", SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps };
}
