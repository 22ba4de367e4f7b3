using Microsoft.Net.Http.Headers;

namespace Roadstead.Server.Console;

internal static class HttpContextExtensions
{
    /// <summary>True when htmx asks for a part of a page, to put into the page that is open.</summary>
    internal static bool WantsFragment(this HttpContext http) => http.Request.Headers["HX-Request-Type"] == "partial";

    internal static bool IsHtmx(this HttpContext http) => http.Request.Headers["HX-Request"] == "true";

    /// <summary>True for a person with a browser, false for programs.</summary>
    internal static bool WantsHtml(this HttpContext http) =>
        http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase))
        || http.Request.Headers[HeaderNames.Accept].Count == 0 && http.IsHtmx();

    /// <summary>The page's context; before the console's own filter has run: nobody's.</summary>
    internal static PageContext Page(this HttpContext http)
    {
        if (http.Features.Get<PageContext>() is { } page)
            return page;
        page = PageContext.Read(http, Session.SessionState.Nobody);
        http.Features.Set(page);
        return page;
    }
}
