using System.Globalization;
using System.Text.Json;

namespace Roadstead.Server.Http;

/// <summary>An error as container clients read it: the body of the OCI distribution specification. Messages are ours, never an upstream's text.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">A code of the specification, or of Docker's registry where the specification has none.</param>
/// <param name="Message">What happened and what to do; container runtimes print it.</param>
/// <param name="RetryAfter">When to try again; null to say nothing.</param>
public sealed record OciError(int Status, string Code, string Message, TimeSpan? RetryAfter = null)
{
    public static OciError NameInvalid(string message) => new(StatusCodes.Status400BadRequest, "NAME_INVALID", message);

    public static OciError Unsupported(string message) => new(StatusCodes.Status405MethodNotAllowed, "UNSUPPORTED", message);

    public static OciError Unauthorized(string message) => new(StatusCodes.Status401Unauthorized, "UNAUTHORIZED", message);

    /// <summary>The body alone.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(new { errors = new[] { new { code = Code, message = Message, detail = (object?)null } } });

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        var body = ToBytes();
        response.StatusCode = Status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } delay) response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (!HttpMethods.IsHead(context.Request.Method)) await response.Body.WriteAsync(body, context.RequestAborted);
    }
}
