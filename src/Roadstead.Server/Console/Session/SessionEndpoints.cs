using Microsoft.Extensions.Localization;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Languages;
using Roadstead.Server.Console.Security;

namespace Roadstead.Server.Console.Session;

internal static class SessionEndpoints
{
    internal static IResult SignInForm(HttpContext http, string? returnUrl)
    {
        var session = http.Page().Session;
        return session.Me is null
            ? ConsoleResults.Page<SignInPage, SignInModel>(new SignInModel(null, LocalPath.OrRoot(returnUrl), session.FirstStart))
            : ConsoleResults.GoTo(LocalPath.OrRoot(returnUrl));
    }

    internal static async Task<IResult> SignInAsync(HttpContext http, IConsoleSession sessions, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (user, returnUrl) = (form["user"].ToString().Trim(), LocalPath.OrRoot(form["returnUrl"]));
        var outcome = await sessions.SignInAsync(http, user, form["password"].ToString(), cancellationToken);
        if (!outcome.IsSuccess)
        {
            var model = new SignInModel(user, returnUrl, http.Page().Session.FirstStart, outcome.Problem);
            return ConsoleResults.Page<SignInPage, SignInModel>(model, outcome.Problem.Code.Status);
        }

        return ConsoleResults.GoTo(outcome.Value.MustSetUp ? ConsolePaths.SetUp : returnUrl);
    }

    internal static async Task<IResult> SignOutAsync(HttpContext http, IConsoleSession sessions, CancellationToken cancellationToken)
    {
        await sessions.SignOutAsync(http, cancellationToken);
        return ConsoleResults.GoTo(ConsolePaths.SignIn);
    }

    internal static IResult SetUpForm(HttpContext http) =>
        http.Page().Session is { MustSetUp: true, Me: { } me }
            ? ConsoleResults.Page<SetUpPage, SetUpModel>(new SetUpModel(me.User))
            : ConsoleResults.GoTo(ConsolePaths.Dashboard);

    internal static async Task<IResult> SetUpAsync(HttpContext http, IConsoleSession sessions, IStringLocalizer<ConsoleText> t, CancellationToken cancellationToken)
    {
        if (http.Page().Session is not { MustSetUp: true, Me: { } me })
            return ConsoleResults.GoTo(ConsolePaths.Dashboard);
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var outcome = form["newPassword"] == form["repeat"]
            ? await sessions.SetUpAsync(http, form["currentPassword"].ToString(), form["newPassword"].ToString(), cancellationToken)
            : Problem.ForField(ErrorCodes.ValidationFailed, "repeat", t["The two are not the same."]);
        return outcome.IsSuccess
            ? ConsoleResults.Done(http, ConsolePaths.Dashboard, t["Welcome. Your password is set."])
            : ConsoleResults.Page<SetUpPage, SetUpModel>(new SetUpModel(me.User, outcome.Problem), outcome.Problem.Code.Status);
    }

    /// <summary>Keeps the choice in a cookie, so that the server draws the first page right.</summary>
    internal static async Task<IResult> SetThemeAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var theme = Enum.TryParse<Theme>(form["theme"], ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : Theme.System;
        Keep(http, PageContext.ThemeCookie, theme.ToString().ToLowerInvariant());
        return ConsoleResults.GoTo(LocalPath.OrRoot(form["returnUrl"]));
    }

    internal static async Task<IResult> SetLanguageAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        if (Language.Chosen(form["language"]) is { } language)
            Keep(http, Language.Cookie, language.Tag);
        return ConsoleResults.GoTo(LocalPath.OrRoot(form["returnUrl"]));
    }

    private static void Keep(HttpContext http, string cookie, string choice) => http.Response.Cookies.Append(cookie, choice, new CookieOptions
    {
        HttpOnly = true, IsEssential = true, MaxAge = TimeSpan.FromDays(365), Path = "/", SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps,
    });
}
