namespace Roadstead.Testing.Harbor.Http;

/// <summary>Ends a call with one of Harbor's error answers.</summary>
internal sealed class HarborException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    /// <summary>Further headers of the answer.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    public static HarborException BadRequest(string message) => new(400, "BAD_REQUEST", message);

    public static HarborException Unauthorized(string message = "unauthorized") => new(401, "UNAUTHORIZED", message);

    public static HarborException Forbidden(string message = "forbidden") => new(403, "FORBIDDEN", message);

    public static HarborException Denied(string message) => new(403, "DENIED", message);

    public static HarborException NotFound(string message) => new(404, "NOT_FOUND", message);

    public static HarborException Conflict(string message) => new(409, "CONFLICT", message);

    public static HarborException Precondition(string message) => new(412, "PRECONDITION", message);

    /// <summary>What go-swagger says when a request does not bind.</summary>
    public static HarborException Unprocessable(string message) => new(422, "UNPROCESSABLE_ENTITY", "validation failure list:\n" + message);

    public static HarborException Internal() => new(500, "UNKNOWN", "internal server error");
}
