using Microsoft.AspNetCore.Antiforgery;
using Roadstead.Core.Errors;
using Roadstead.Server.Console.Session;
using Roadstead.Server.Http;

namespace Roadstead.Server.Console.Errors;

/// <summary>
/// Gives people a page where the API gives a problem document: for an exception, and for an answer without a body.
/// Programs, and the paths of the machines' doors, are left to the API's own handler.
/// </summary>
public sealed partial class ConsoleErrorsMiddleware(RequestDelegate next, ILogger<ConsoleErrorsMiddleware> logger)
{
    private static readonly PathString[] Machines = ["/api", "/v2", "/token", "/events", "/healthz", "/metrics", "/admission", "/openapi", "/assets"];

    public async Task InvokeAsync(HttpContext http, IConsoleSession sessions)
    {
        if (!http.WantsHtml() || Machines.Any(p => http.Request.Path.StartsWithSegments(p)))
        {
            await next(http);
            return;
        }

        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return; // nobody is there to read an answer
        }
        catch (Exception e) when (!http.Response.HasStarted && StatusOf(e) is not null)
        {
            await WriteAsync(http, ErrorModel.FromStatus(StatusOf(e)!.Value));
            return;
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            Log.PageFailed(logger, http.Request.Path, PageContext.TraceOf(http), e);
            await WriteAsync(http, ErrorModel.FromStatus(StatusCodes.Status500InternalServerError));
            return;
        }

        if (http.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null, ContentType: null })
        {
            if (http.Features.Get<PageContext>() is null)
                http.Features.Set(PageContext.Read(http, await sessions.ReadAsync(http, http.RequestAborted)));
            await WriteAsync(http, http.Features.Get<Refusal>() is { } refusal ? ErrorModel.From(new Problem(refusal.Code)) : ErrorModel.FromStatus(http.Response.StatusCode));
        }
    }

    // The request's own fault, with its status. Whoever looks for the antiforgery token reads the form first, and wraps what is wrong with that.
    private static int? StatusOf(Exception e) => e switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        AntiforgeryValidationException { InnerException: BadHttpRequestException bad } => bad.StatusCode,
        AntiforgeryValidationException { InnerException: InvalidDataException } => StatusCodes.Status413PayloadTooLarge,
        AntiforgeryValidationException => StatusCodes.Status400BadRequest,
        _ => null,
    };

    private static Task WriteAsync(HttpContext http, ErrorModel error)
    {
        http.Response.Clear();
        return ConsoleResults.Error(http, error).ExecuteAsync(http);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The console page {Path} failed (trace {Trace}).")]
        public static partial void PageFailed(ILogger logger, string path, string trace, Exception exception);
    }
}
