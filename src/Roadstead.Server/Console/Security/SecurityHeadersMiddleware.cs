namespace Roadstead.Server.Console.Security;

/// <summary>Says to the browser what a page may do: load and send to this server alone, run no inline script or style, be framed by nobody.</summary>
public sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    // img-src data: is for the small pictures inside the Tabler stylesheet (check marks, arrows of selects).
    internal const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    internal const string PermissionsPolicy = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state =>
        {
            var headers = ((HttpContext)state).Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = PermissionsPolicy;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
