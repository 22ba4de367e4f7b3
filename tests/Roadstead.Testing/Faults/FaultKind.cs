using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Roadstead.Testing.Faults;

/// <summary>What can go wrong with an answer.</summary>
public sealed class FaultKind
{
    private readonly Func<HttpContext, Task<bool>> happen;

    private FaultKind(Func<HttpContext, Task<bool>> happen) => this.happen = happen;

    /// <summary>False when the caller gets not a byte.</summary>
    internal bool Answers { get; private init; } = true;

    /// <summary>The connection is cut before a byte is answered.</summary>
    public static FaultKind Reset { get; } = new(http =>
    {
        http.Abort();
        return Task.FromResult(true);
    }) { Answers = false };

    /// <summary>A body that ends in the middle, with the connection.</summary>
    public static FaultKind Truncated { get; } = new(async http =>
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = 4096;
        await http.Response.Body.WriteAsync("[{\"name\":\"alp"u8.ToArray());
        await http.Response.Body.FlushAsync();
        http.Abort();
        return true;
    });

    /// <summary>200 with text that is no JSON.</summary>
    public static FaultKind BrokenJson { get; } = Answer(200, "{\"name\": ", "application/json");

    /// <summary>200 with JSON of another shape.</summary>
    public static FaultKind OtherJson { get; } = Answer(200, "{\"message\":\"hello\"}", "application/json");

    /// <summary>200 with an object without anything.</summary>
    public static FaultKind EmptyJson { get; } = Answer(200, "{}", "application/json");

    /// <summary>200 without a body.</summary>
    public static FaultKind Empty { get; } = Answer(200, "", "application/json");

    /// <summary>200 with a page, as a login portal in between gives it.</summary>
    public static FaultKind Html { get; } = Answer(200, "<!DOCTYPE html><html><body>Please sign in</body></html>", "text/html; charset=utf-8");

    /// <summary>No answer ever, until the caller gives up.</summary>
    public static FaultKind Silence { get; } = new(async http =>
    {
        var gone = new TaskCompletionSource();
        await using var registration = http.RequestAborted.Register(gone.SetResult);
        await gone.Task;
        return true;
    }) { Answers = false };

    /// <summary>The usual answer, later.</summary>
    public static FaultKind Slow(TimeSpan by, TimeProvider? time = null) => new(async http =>
    {
        await ServerDelay.OfAsync(by, time ?? TimeProvider.System, http.RequestAborted);
        return false;
    });

    /// <summary>The usual answer, once a test lets it go.</summary>
    public static FaultKind Until(Task released) => new(async http =>
    {
        await released.WaitAsync(http.RequestAborted);
        return false;
    });

    /// <summary>429 with this answer, and a Retry-After in seconds; null sends none.</summary>
    public static FaultKind TooManyRequests(int? retryAfterSeconds, string body, string contentType) => new(async http =>
    {
        if (retryAfterSeconds is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await WriteAsync(http, 429, body, contentType);
        return true;
    });

    /// <summary>An error page, as the web server or a proxy in front gives it.</summary>
    public static FaultKind HtmlError(int status) =>
        Answer(status, string.Create(CultureInfo.InvariantCulture, $"<!doctype html><html><head><title>HTTP Status {status}</title></head><body><h1>HTTP Status {status}</h1></body></html>"), "text/html;charset=utf-8");

    /// <summary>Any answer.</summary>
    public static FaultKind Answer(int status, string body, string contentType) => new(async http =>
    {
        await WriteAsync(http, status, body, contentType);
        return true;
    });

    internal Task<bool> HappenAsync(HttpContext http) => happen(http);

    private static async Task WriteAsync(HttpContext http, int status, string body, string contentType)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        (http.Response.StatusCode, http.Response.ContentType, http.Response.ContentLength) = (status, contentType, bytes.Length);
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        }
    }
}
