using Microsoft.AspNetCore.Antiforgery;
using Roadstead.Core.Access;
using Roadstead.Core.Contracts.Identity;
using Roadstead.Core.Errors;
using Roadstead.Server.Identity;

namespace Roadstead.Server.Http;

/// <summary>
/// Enforces each route's <see cref="AccessRule"/> before anything of the request is read.
/// A route without one is closed to everybody: forgetting a rule must never open a door.
/// </summary>
public sealed class AccessRuleMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, CallerService callers, IAccessMapSource maps, IAntiforgery antiforgery)
    {
        // Routing's own answers (wrong method, wrong media type) are endpoints without a route; they touch nothing.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }

        var rule = endpoint.Metadata.GetMetadata<AccessRuleMetadata>()?.Rule;
        if (rule is AccessRule.Anonymous)
        {
            await next(context);
            return;
        }

        var caller = await callers.FindAsync(context, context.RequestAborted);
        var refusal = caller is null ? ErrorCodes.Unauthenticated : RefusalOf(rule, caller, context, maps.Current);
        if (refusal is null && caller!.ByCookie && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
            && !await antiforgery.IsRequestValidAsync(context)) refusal = ErrorCodes.AntiforgeryFailed;
        if (refusal is null)
        {
            await next(context);
            return;
        }

        await RefuseAsync(context, refusal);
    }

    private static ErrorCode? RefusalOf(AccessRule? rule, Caller caller, HttpContext context, AccessMap map)
    {
        if (rule is null) return ErrorCodes.Forbidden;
        if (rule is AccessRule.SignedIn || caller.IsPlatformAdmin) return null;
        var workspace = rule is AccessRule.NamespaceViewer or AccessRule.NamespaceEditor
            ? map.FindWorkspace(Value(context, "cluster"), Value(context, "namespace"))?.Id
            : context.GetRouteValue("w") is string name ? map.FindWorkspace(name)?.Id : null;
        var role = workspace is { } id && caller.Roles.TryGetValue(id, out var found) ? found : (WorkspaceRole?)null;
        if (rule is AccessRule.PlatformAdmin)
            return context.GetRouteValue("w") is not null && role is null ? ErrorCodes.NotFound : ErrorCodes.Forbidden;
        if (role is null) return ErrorCodes.NotFound;
        var needed = rule switch
        {
            AccessRule.WorkspaceViewer or AccessRule.NamespaceViewer => WorkspaceRole.Viewer,
            AccessRule.WorkspaceEditor or AccessRule.NamespaceEditor => WorkspaceRole.Editor,
            _ => WorkspaceRole.Admin,
        };
        return role >= needed ? null : ErrorCodes.Forbidden;
    }

    private static string Value(HttpContext context, string name) =>
        context.GetRouteValue(name) as string ?? context.Request.Query[name].ToString();

    // The console shows a page, or its sign-in; the API a problem.
    private static Task RefuseAsync(HttpContext context, ErrorCode refusal)
    {
        if (context.Request.Path.StartsWithSegments("/api"))
        {
            // The same words whether the user is unknown, the password wrong, or the account locked.
            var isPassword = refusal == ErrorCodes.Unauthenticated && Problems.TakesPassword(context) && context.Request.Headers.Authorization.ToString().StartsWith("Basic ", StringComparison.OrdinalIgnoreCase);
            return Problems.WriteAsync(context, new Problem(refusal, isPassword ? "User name or password are wrong, or too many wrong passwords have locked the user out: wait five minutes, or have a platform admin set a new password." : null));
        }

        if (refusal == ErrorCodes.Unauthenticated)
        {
            context.Response.Redirect($"/sign-in?returnUrl={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
            return Task.CompletedTask;
        }

        context.Response.StatusCode = refusal.Status;
        context.Features.Set(new Refusal(refusal));
        return Task.CompletedTask;
    }
}
