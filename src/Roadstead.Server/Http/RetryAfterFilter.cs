using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Roadstead.Server.Http;

/// <summary>Says in the header what a problem says in <c>retryAfterSeconds</c>.</summary>
internal static class RetryAfterFilter
{
    public static async ValueTask<object?> ApplyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var answer = result is INestedHttpResult nested ? nested.Result : result;
        if (answer is ProblemHttpResult problem && problem.ProblemDetails.Extensions.TryGetValue("retryAfterSeconds", out var seconds))
            context.HttpContext.Response.Headers.RetryAfter = Convert.ToString(seconds, CultureInfo.InvariantCulture);
        return result;
    }
}
