using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using Roadstead.Core.Errors;
using Roadstead.Server.Identity;

namespace Roadstead.Server.Http;

/// <summary>A problem of the catalogue as an RFC 9457 answer.</summary>
public static class Problems
{
    private static readonly StringValues Challenges = new(["Bearer", "Basic realm=\"Roadstead\""]);

    public static ProblemHttpResult From(Problem problem) => TypedResults.Problem(Document(problem));

    public static ProblemHttpResult From(ErrorCode code, string? detail = null) => From(new Problem(code, detail));

    /// <summary>Writes the answer where there is no endpoint to return it.</summary>
    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        if (problem.Code == ErrorCodes.Unauthenticated)
            context.Response.Headers.WWWAuthenticate = TakesPassword(context) ? Challenges : "Bearer";
        return From(problem).ExecuteAsync(context);
    }

    /// <summary>True for the route that takes user and password too.</summary>
    public static bool TakesPassword(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<AcceptsPassword>() is not null;

    private static ProblemDetails Document(Problem problem)
    {
        var document = new ProblemDetails
        {
            Type = $"urn:roadstead:error:{problem.Code}",
            Status = problem.Code.Status,
            Title = problem.Code.Title,
            Detail = problem.Detail ?? problem.Code.Remedy,
        };
        document.Extensions["code"] = problem.Code.Code;
        document.Extensions["traceId"] = Activity.Current?.TraceId.ToString();
        if (problem.Errors is not null) document.Extensions["errors"] = problem.Errors;
        foreach (var (name, value) in problem.Extensions ?? new Dictionary<string, object?>()) document.Extensions[name] = value;
        return document;
    }
}
