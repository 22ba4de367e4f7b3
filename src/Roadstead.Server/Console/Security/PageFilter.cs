using Microsoft.AspNetCore.Antiforgery;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Session;

namespace Roadstead.Server.Console.Security;

/// <summary>Before every console route: who asks, may they, and did the form come from our own page.</summary>
internal sealed class PageFilter(IConsoleSession sessions) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var session = await sessions.ReadAsync(http, http.RequestAborted);
        http.Features.Set(PageContext.Read(http, session));
        http.Response.Headers.CacheControl = "no-store";

        if (http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
            return ConsoleResults.Problem(http, new Problem(ErrorCodes.AntiforgeryFailed));

        var rule = http.GetEndpoint()?.Metadata.GetMetadata<PageRule>() ?? PageRule.SignedIn;
        if (rule == PageRule.Anonymous)
            return await next(context);
        if (session.Me is null)
            return ConsoleResults.GoTo(http, ConsolePaths.SignInThen(ReturnTo(http)));
        if (session.MustSetUp && http.Request.Path != ConsolePaths.SetUp)
            return ConsoleResults.GoTo(http, ConsolePaths.SetUp);
        return rule == PageRule.PlatformAdmin && !http.Page().IsPlatformAdmin
            ? ConsoleResults.Problem(http, new Problem(ErrorCodes.Forbidden, "This page is for platform admins. Ask one of them for what you need here."))
            : await next(context);
    }

    // A form cannot be sent again after the sign-in: the person comes back to the page that is open.
    private static string ReturnTo(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) && !http.IsHtmx() ? http.Request.Path + http.Request.QueryString : "/";
}
