using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Roadstead.Core.Errors;

namespace Roadstead.Server.Http;

/// <summary>
/// Turns what no endpoint answered into a problem of the catalogue: bodies that cannot be read, unknown addresses, wrong methods, our own faults.
/// Machine doors (<c>/v2</c>, <c>/token</c>) and the console answer in their own form.
/// </summary>
public sealed partial class RequestFailureMiddleware(RequestDelegate next, ILogger<RequestFailureMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api"))
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Problems.WriteAsync(context, FromBadRequest(e));
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            Log.Failed(logger, e, context.Request.Method, context.Request.Path, Activity.Current?.TraceId.ToString());
            context.Response.Clear();
            await Problems.WriteAsync(context, new Problem(ErrorCodes.InternalError));
            return;
        }

        if (context.Response is { HasStarted: false, ContentLength: null, ContentType: null })
        {
            var problem = context.Response.StatusCode switch
            {
                StatusCodes.Status400BadRequest => UnfitParameter.NameIn(context) is { } name ? MisfitOf(name) : new Problem(ErrorCodes.InvalidRequest),
                StatusCodes.Status401Unauthorized => new Problem(ErrorCodes.Unauthenticated),
                StatusCodes.Status403Forbidden => new Problem(ErrorCodes.Forbidden),
                StatusCodes.Status404NotFound => new Problem(ErrorCodes.NotFound),
                StatusCodes.Status405MethodNotAllowed => new Problem(ErrorCodes.MethodNotAllowed),
                StatusCodes.Status413PayloadTooLarge => new Problem(ErrorCodes.TooLarge),
                StatusCodes.Status415UnsupportedMediaType => new Problem(ErrorCodes.UnsupportedMediaType),
                _ => null,
            };
            if (problem is not null) await Problems.WriteAsync(context, problem);
        }
    }

    private static Problem FromBadRequest(BadHttpRequestException e) => e switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => new Problem(ErrorCodes.TooLarge),
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => new Problem(ErrorCodes.UnsupportedMediaType),

        // The serializer wraps syntax errors in a second JsonException; one without is a value that does not fit its field.
        { InnerException: JsonException { InnerException: not JsonException, Path: { Length: > 2 } path } } => Misfit(path[2..]),
        { InnerException: JsonException { InnerException: not JsonException } } => new Problem(ErrorCodes.InvalidRequest, "The body is JSON, but no object with the fields that this call takes: see the OpenAPI document at /openapi/v1.json."),
        { InnerException: JsonException json } => new Problem(ErrorCodes.InvalidRequest, $"The body is not valid JSON (line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1})."),
        _ when UnboundParameter().Match(e.Message) is { Success: true } match => MisfitOf(match.Groups["name"].Value),
        { InnerException: null } when e.Message.Contains("no body", StringComparison.Ordinal) => new Problem(ErrorCodes.InvalidRequest, "This call takes a JSON body, and there is none."),
        _ => new Problem(ErrorCodes.InvalidRequest),
    };

    private static Problem MisfitOf(string parameter) => Misfit(JsonNamingPolicy.CamelCase.ConvertName(parameter));

    private static Problem Misfit(string field) =>
        Problem.ForField(ErrorCodes.ValidationFailed, field, $"The value of '{field}' does not fit: see the OpenAPI document at /openapi/v1.json for what it may be.");

    // The framework's own words for a route or query value of the wrong shape; it tells the parameter nowhere else.
    [GeneratedRegex("""^Failed to bind parameter "(?:.* )?(?<name>\w+)" from""")]
    private static partial Regex UnboundParameter();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed (trace {Trace}).")]
        public static partial void Failed(ILogger logger, Exception exception, string method, string path, string? trace);
    }
}
