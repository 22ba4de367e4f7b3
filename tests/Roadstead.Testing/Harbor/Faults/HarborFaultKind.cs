using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Roadstead.Testing.Harbor.Faults;

/// <summary>What can go wrong with an answer.</summary>
public sealed class HarborFaultKind
{
    private readonly Func<HttpContext, Task<bool>> happen;

    private HarborFaultKind(Func<HttpContext, Task<bool>> happen) => this.happen = happen;

    /// <summary>The connection is cut before a byte is answered.</summary>
    public static HarborFaultKind Reset { get; } = new(http =>
    {
        http.Abort();
        return Task.FromResult(true);
    });

    /// <summary>A body that ends in the middle, with the connection.</summary>
    public static HarborFaultKind Truncated { get; } = new(async http =>
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = 4096;
        await http.Response.Body.WriteAsync("[{\"name\":\"alp"u8.ToArray());
        await http.Response.Body.FlushAsync();
        http.Abort();
        return true;
    });

    /// <summary>200 with text that is no JSON.</summary>
    public static HarborFaultKind BrokenJson { get; } = Answer(200, "{\"name\": ", "application/json");

    /// <summary>200 with JSON of another shape.</summary>
    public static HarborFaultKind OtherJson { get; } = Answer(200, "{\"message\":\"hello\"}", "application/json");

    /// <summary>200 with a page, as a login portal in between gives it.</summary>
    public static HarborFaultKind Html { get; } = Answer(200, "<!DOCTYPE html><html><body>Please sign in</body></html>", "text/html; charset=utf-8");

    /// <summary>No answer ever, until the caller gives up.</summary>
    public static HarborFaultKind Silence { get; } = new(async http =>
    {
        var gone = new TaskCompletionSource();
        await using var registration = http.RequestAborted.Register(gone.SetResult);
        await gone.Task;
        return true;
    });

    /// <summary>The usual answer, later.</summary>
    public static HarborFaultKind Slow(TimeSpan by, TimeProvider? time = null) => new(async http =>
    {
        await ServerDelay.OfAsync(by, time ?? TimeProvider.System, http.RequestAborted);
        return false;
    });

    /// <summary>The usual answer, once a test lets it go.</summary>
    public static HarborFaultKind Until(Task released) => new(async http =>
    {
        await released.WaitAsync(http.RequestAborted);
        return false;
    });

    /// <summary>429 with a Retry-After in seconds; null sends none.</summary>
    public static HarborFaultKind TooManyRequests(int? retryAfterSeconds) => new(async http =>
    {
        if (retryAfterSeconds is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await WriteAsync(http, 429, "{\"errors\":[{\"code\":\"TOO_MANY_REQUEST\",\"message\":\"too many requests\"}]}\n", "application/json; charset=utf-8");
        return true;
    });

    /// <summary>An error of the server, as Harbor words it.</summary>
    public static HarborFaultKind Status(int status) => Answer(status, "{\"errors\":[{\"code\":\"UNKNOWN\",\"message\":\"internal server error\"}]}\n", "application/json; charset=utf-8");

    /// <summary>Any answer.</summary>
    public static HarborFaultKind Answer(int status, string body, string contentType) => new(async http =>
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
