namespace Roadstead.Server.Console.Security;

/// <summary>
/// A redirect that answers htmx becomes an order to open the page: fetch would follow it silently and put a whole page,
/// such as the sign-in after a session has ended, into the middle of another.
/// </summary>
public sealed class HtmxRedirectMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        var response = context.Response;
        if (response is not { HasStarted: false, StatusCode: >= 300 and < 400 } || !context.IsHtmx() || response.Headers.Location is not [{ } location])
            return;
        response.Headers.Location = default;
        // The page that is open is where to come back to, not the fragment.
        if (location.StartsWith(ConsolePaths.SignIn, StringComparison.Ordinal))
            location = ConsolePaths.SignInThen(OpenPage(context));
        response.Headers["HX-Redirect"] = location;
        response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static string OpenPage(HttpContext context) =>
        Uri.TryCreate(context.Request.Headers["HX-Current-URL"], UriKind.Absolute, out var url) ? url.PathAndQuery : "/";
}
