using System.Text;
using System.Text.Json.Nodes;

namespace Roadstead.Testing.Artifactory.Http;

/// <summary>What a call is answered with.</summary>
internal sealed record ArtifactoryAnswer(int Status)
{
    public byte[]? Body { get; init; }

    public string? ContentType { get; init; }

    public Dictionary<string, string> Headers { get; init; } = [];

    /// <summary>JSON of Artifactory itself, in Latin 1.</summary>
    public static ArtifactoryAnswer Json(JsonNode? body, int status = 200) => new(status) { Body = ArtifactoryJson.Latin(body), ContentType = ArtifactoryJson.ContentType };

    /// <summary>JSON of the services beside it, and what the docker API says when all is well.</summary>
    public static ArtifactoryAnswer PlainJson(JsonNode? body, int status = 200) => new(status) { Body = ArtifactoryJson.Utf8(body), ContentType = "application/json" };

    public static ArtifactoryAnswer Text(string body, int status = 200, string contentType = "text/plain") => new(status) { Body = Encoding.UTF8.GetBytes(body), ContentType = contentType };

    public static ArtifactoryAnswer Html(int status, string title) =>
        Text($"<!doctype html><html lang=\"en\"><head><title>{title}</title></head><body><h1>{title}</h1></body></html>", status, "text/html;charset=utf-8");

    public static ArtifactoryAnswer Error(int status, string message) =>
        Json(new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["status"] = status, ["message"] = message }) }, status);

    public static ArtifactoryAnswer DockerError(int status, string code, string message, JsonNode? detail = null) =>
        Json(new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message, ["detail"] = detail }) }, status);

    /// <summary>An error of the services beside it, which have codes and no status.</summary>
    public static ArtifactoryAnswer ServiceError(int status, string message) =>
        PlainJson(new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["code"] = ServiceCode(status), ["message"] = status == 401 ? "HTTP 401 Unauthorized" : message }) }, status);

    private static string ServiceCode(int status) => status switch
    {
        400 => "BAD_REQUEST",
        401 => "UNAUTHORIZED",
        403 => "FORBIDDEN",
        404 => "NOT_FOUND",
        409 => "CONFLICT",
        _ => "ERROR",
    };
}
