using Microsoft.AspNetCore.Antiforgery;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Session;
using Roadstead.Server.Http;

namespace Roadstead.Server.Console.Security;

/// <summary>Before every console route, after its access rule: who looks at the page, and did the form come from our own page.</summary>
internal sealed class PageFilter(IConsoleSession sessions, IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var session = await sessions.ReadAsync(http, http.RequestAborted);

        // The sign-in too: a form on a strange page could sign a person in as somebody else, who then reads what they type.
        var isChange = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);
        var isForged = isChange && !await antiforgery.IsRequestValidAsync(http);
        http.Features.Set(PageContext.Read(http, session));
        if (isForged)
            return ConsoleResults.Problem(http, new Problem(ErrorCodes.AntiforgeryFailed));

        if (http.GetEndpoint()?.Metadata.GetMetadata<AccessRuleMetadata>()?.Rule == AccessRule.Anonymous)
            return await next(context);
        if (session.Me is null)
            return ConsoleResults.GoTo(ConsolePaths.SignIn);
        return session.MustSetUp && http.Request.Path != ConsolePaths.SetUp
            ? ConsoleResults.GoTo(ConsolePaths.SetUp)
            : await next(context);
    }
}
