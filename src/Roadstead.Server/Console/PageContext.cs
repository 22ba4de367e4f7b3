using System.Diagnostics;
using Microsoft.AspNetCore.Antiforgery;
using Roadstead.Core.Contracts.Identity;
using Roadstead.Server.Console.Languages;
using Roadstead.Server.Console.Session;

namespace Roadstead.Server.Console;

/// <summary>What every page and component may know about the request that it answers.</summary>
public sealed class PageContext
{
    public const string ThemeCookie = "roadstead-theme";

    public required SessionState Session { get; init; }

    public Theme Theme { get; init; }

    public Language Language { get; init; } = Language.English;

    /// <summary>Path without query, such as <c>/registries</c>: which navigation item is the current one.</summary>
    public string Path { get; init; } = "/";

    /// <summary>Path with query: where to come back to.</summary>
    public string PathAndQuery { get; init; } = "/";

    /// <summary>Where a form leads back to that changes only how pages look: what answers a form itself has no page to come back to.</summary>
    public string ReturnPath { get; init; } = "/";

    /// <summary>Token and names for forms and htmx; null where no form can be.</summary>
    public AntiforgeryTokenSet? Antiforgery { get; init; }

    public string TraceId { get; init; } = "";

    public DateTimeOffset Now { get; init; }

    /// <summary>What the request before this one has done; shown once.</summary>
    public Notice? Notice { get; init; }

    public MeView? Me => Session.Me;

    public bool IsPlatformAdmin => Me?.PlatformRole == PlatformRole.Admin;

    /// <summary>The id that the API shows too, and that the log tells beside a failure.</summary>
    internal static string TraceOf(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

    internal static PageContext Read(HttpContext http, SessionState session)
    {
        var services = http.RequestServices;
        return new PageContext
        {
            Session = session,
            Theme = Enum.TryParse<Theme>(http.Request.Cookies[ThemeCookie], ignoreCase: true, out var theme) && Enum.IsDefined(theme) ? theme : Theme.System,
            Language = Language.Of(http),
            Path = http.Request.Path,
            PathAndQuery = http.Request.Path + http.Request.QueryString,
            ReturnPath = HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString : ConsolePaths.Dashboard,
            Antiforgery = services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http),
            TraceId = TraceOf(http),
            Now = services.GetRequiredService<TimeProvider>().GetUtcNow(),
            Notice = Notice.Take(http),
        };
    }
}
